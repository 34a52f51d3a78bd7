/* pack.S - the rules, lists and gazetteer inside the program. PACK is made by
 * tools/mkpack, which itself is linked with an empty one. */
    .section .rodata
    .balign 64
    .global dl_pack_start
    .hidden dl_pack_start
dl_pack_start:
#ifdef PACK
    .incbin PACK
#endif
    .global dl_pack_end
    .hidden dl_pack_end
dl_pack_end:
    .byte 0
    .section .note.GNU-stack, "", @progbits
