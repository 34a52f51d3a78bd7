/* assets.S - the files of the page, as web/ bundles them. */
    .macro file name, path
    .global dl_\name\()_start
    .hidden dl_\name\()_start
    .global dl_\name\()_end
    .hidden dl_\name\()_end
dl_\name\()_start:
    .incbin "\path"
dl_\name\()_end:
    .byte 0
    .endm

    .section .rodata
    file page_html, "web/dist/index.html"
    file app_js, "web/dist/app.js"
    file app_css, "web/dist/app.css"
    file world_json, "web/dist/world.json"
    file openapi_json, "web/openapi.json"
    file licences_txt, "web/dist/licences.txt"
    file report_html, "web/dist/report.html"
    .section .note.GNU-stack, "", @progbits
