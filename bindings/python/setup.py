"""Builds the extension module on top of the static library, which the Makefile of the C
sources builds. They stand two folders up in the repository, and in core/ of an sdist."""
import os
import re
import shutil
import subprocess
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_ext import build_ext
from setuptools.command.sdist import sdist

HERE = Path(__file__).resolve().parent
CORE = HERE / "core" if (HERE / "core").is_dir() else HERE.parent.parent
NEEDED = ["Makefile", "LICENSE", "NOTICE", "include", "src", "rules", "tools"]
MODULE = ["module", "rules", "scanner", "doc", "entity", "arrow"]


def version():
    header = (CORE / "include" / "dateline.h").read_text(encoding="utf-8")
    return re.search(r'DATELINE_VERSION "(.*)"', header)[1]


class BuildExtension(build_ext):
    """make first; then PCRE2, utf8proc and libmd from their archives, so that the wheel
    needs nothing of the system but libc."""

    def build_extension(self, extension):
        built = os.environ.get("DATELINE_BUILD") or str(Path(self.build_temp).resolve() / "core")
        subprocess.run(["make", "-C", str(CORE), f"-j{os.cpu_count()}", f"B={built}",
                        f"{built}/libdateline.a"], check=True)
        extension.extra_objects = [f"{built}/libdateline.a"]
        for name in ("pcre2-8", "utf8proc", "md"):
            extension.extra_objects.append(self.archive(name))
        super().build_extension(extension)

    @staticmethod
    def archive(name):
        found = subprocess.run(["cc", f"-print-file-name=lib{name}.a"], check=True,
                               stdout=subprocess.PIPE, text=True).stdout.strip()
        return found if os.path.isabs(found) else f"-l{name}"


class Abi3Wheel(bdist_wheel):
    """One wheel for 3.10 and all later versions."""

    def get_tag(self):
        _, _, platform = super().get_tag()
        return "cp310", "abi3", platform


class WholeSdist(sdist):
    def make_release_tree(self, base_dir, files):
        super().make_release_tree(base_dir, files)
        for name in NEEDED:
            source, target = CORE / name, Path(base_dir) / "core" / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "build"),
                                dirs_exist_ok=True)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)


for text in ("LICENSE", "NOTICE"):
    if not (HERE / text).exists():
        shutil.copy2(CORE / text, HERE / text)

setup(
    version=version(),
    package_dir={"": "src"},
    ext_modules=[Extension(
        "dateline._core",
        [f"module/{name}.c" for name in MODULE],
        include_dirs=[os.path.relpath(CORE / "include", HERE)],
        depends=["module/module.h"],
        extra_compile_args=["-std=c11", "-fvisibility=hidden", "-Wall", "-Wextra",
                            "-Wno-missing-field-initializers"],
        extra_link_args=["-Wl,--exclude-libs,ALL", "-Wl,-s"],
        py_limited_api=True,
    )],
    cmdclass={"build_ext": BuildExtension, "bdist_wheel": Abi3Wheel, "sdist": WholeSdist},
)
