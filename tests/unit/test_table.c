/* test_table.c - open tables: what was put in is found after they have grown, and keys
 * that fall on one place stand side by side. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/table.h"

enum { KEYS = 5000 };

static void grows(void **state) {
    (void)state;
    dl_table table;
    assert_true(dl_table_start(&table, 16));
    for (uint32_t i = 1; i <= KEYS; i++) {
        const dl_slot *slot = dl_table_add(&table, i * 0x10000ull, i, ~i);
        assert_non_null(slot);
        assert_int_equal(slot->value, i);
    }
    assert_int_equal(table.count, KEYS);
    assert_true(table.count <= table.mask);
    for (uint32_t i = 1; i <= KEYS; i++) {
        const dl_slot *slot = dl_table_find(&table, i * 0x10000ull);
        assert_true(slot->key == i * 0x10000ull);
        assert_int_equal(slot->value, i);
        assert_int_equal(slot->more, ~i);
    }
    assert_true(dl_table_find(&table, 7)->key == 0);
    dl_table_free(&table);
}

static void keeps_equal_keys(void **state) {
    (void)state;
    dl_table table;
    assert_true(dl_table_start(&table, 16));
    for (uint32_t i = 0; i < 100; i++)
        assert_non_null(dl_table_add(&table, 42, i, 0));
    uint64_t sum = 0;
    for (uint32_t at = dl_slot_first(42, table.mask); table.slots[at].key;
         at = (at + 1) & table.mask)
        sum += table.slots[at].value;
    assert_int_equal(sum, 99 * 100 / 2);
    dl_table_free(&table);
}

static void says_when_there_is_no_memory(void **state) {
    (void)state;
    dl_table table;
    dl_alloc_fail_after(0);
    assert_false(dl_table_start(&table, 16));
    dl_alloc_fail_after(-1);
    dl_table_free(&table);
    assert_true(dl_table_start(&table, 16));
    dl_alloc_fail_after(0);
    uint32_t added = 0;
    while (dl_table_add(&table, added + 1, added, 0))
        added++;
    dl_alloc_fail_after(-1);
    assert_true(added > 8 && added < 16);
    for (uint32_t i = 0; i < added; i++)
        assert_int_equal(dl_table_find(&table, i + 1)->value, i);
    dl_table_free(&table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows),
        cmocka_unit_test(keeps_equal_keys),
        cmocka_unit_test(says_when_there_is_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
