/* name.h - what the name of a file says of its article; which names are addresses. */
#ifndef DL_INPUT_NAME_H
#define DL_INPUT_NAME_H

#include "base/str.h"

/* The last part of a path, without its suffix: "news/2025-10-23-vote.txt" gives
 * "2025-10-23-vote". A suffix is a dot and up to eight letters or digits. */
dl_str dl_name_stem(dl_str path);

/* The same with its folders: "news/2025-10-23-vote". */
dl_str dl_name_strip(dl_str path);

/* The ten characters YYYY-MM-DD that name begins with, when they are a day of the
 * calendar and no letter or digit follows them; .at NULL where there is none. */
dl_str dl_name_date(dl_str name);

/* True when text begins with YYYY-MM-DD and that day exists. */
bool dl_name_day(dl_str text);

/* True when text is an address of the web: "https://news.example/2024/vote". */
bool dl_name_is_address(dl_str text);

#endif
