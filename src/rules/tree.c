/* tree.c - finds things in the tree by their names. */
#include "rules/tree.h"

#include "text/fold.h"

const dl_tree_list *dl_tree_list_find(const dl_tree *tree, dl_str name) {
    for (size_t i = 0; i < tree->lists.count; i++)
        if (dl_str_equal(tree->lists.items[i].name, name)) return &tree->lists.items[i];
    return NULL;
}

const dl_tree_define *dl_tree_define_find(const dl_tree *tree, dl_str name) {
    for (size_t i = 0; i < tree->defines.count; i++)
        if (dl_str_equal(tree->defines.items[i].name, name))
            return &tree->defines.items[i];
    return NULL;
}
