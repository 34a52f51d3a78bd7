/* xml.h - text inside of XML, for the formats that write it. */
#ifndef DL_EMIT_XML_H
#define DL_EMIT_XML_H

#include "emit/out.h"

/* The text as a reader of XML 1.0 gets it back; what XML cannot hold (control characters,
 * U+FFFE, U+FFFF) is written as U+FFFD. Good for attributes in double quotes too. */
void dl_xml_text(dl_out *out, dl_str text);

#endif
