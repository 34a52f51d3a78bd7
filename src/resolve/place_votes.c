/* place_votes.c - what an article says for countries, regions and neighbourhoods. */
#include "resolve/chooser.h"

enum { EIGHTHS = 8 };

bool dl_votes_make(dl_votes *v, size_t most, dl_arena *arena) {
    v->mask = dl_hash_mask(most);
    v->slots = dl_arena_zero(arena, ((size_t)v->mask + 1) * sizeof *v->slots);
    return v->slots != NULL;
}

int32_t dl_votes_of(const dl_votes *v, uint64_t key) {
    return (int32_t)dl_slot_find(v->slots, v->mask, key)->value;
}

void dl_votes_add(dl_votes *v, uint64_t key, int32_t count) {
    if (!key) return;
    dl_slot *slot = dl_slot_find(v->slots, v->mask, key);
    slot->key = key;
    slot->value += (uint32_t)count;
}

uint64_t dl_area_key(dl_str code) {
    return code.len ? dl_hash_str(code) | 1 : 0;
}

uint64_t dl_cell_key(int32_t up, int32_t along) {
    along = (along + 360) % 360;
    return dl_hash_mix((uint64_t)(up + 91), (uint64_t)along) | 1;
}

/* Eighths of the binary logarithm of 1 + count / DL_VOTE. */
static int32_t eighths(int32_t count) {
    if (count <= 0) return 0;
    uint64_t x = ((uint64_t)count + DL_VOTE) << 16;
    int32_t power = 0;
    for (; x >= (uint64_t)(2 * DL_VOTE) << 16; x /= 2)
        power++;
    return power * EIGHTHS + (int32_t)((x - ((uint64_t)DL_VOTE << 16)) * EIGHTHS /
                                       ((uint64_t)DL_VOTE << 16));
}

int32_t dl_votes_points(int32_t count, int per_doubling, int most) {
    int32_t sum = eighths(count) * per_doubling / EIGHTHS;
    return sum < most ? sum : most;
}

dl_reading *dl_reading_at(const dl_chooser *c, const dl_place_name *n, uint32_t i) {
    return &c->readings.items[n->first + i];
}

static bool is_beside(const dl_reading *a, const dl_reading *b) {
    int32_t up = a->up - b->up, along = (a->along - b->along + 540) % 360 - 180;
    return a->celled && b->celled && up >= -1 && up <= 1 && along >= -1 && along <= 1;
}

bool dl_readings_share(const dl_reading *a, const dl_reading *b, dl_point_reason reason) {
    if (reason == DL_FOR_NEARBY) return is_beside(a, b);
    uint64_t area = reason == DL_FOR_REGION ? a->region : a->country;
    return area && area == (reason == DL_FOR_REGION ? b->region : b->country);
}

int32_t dl_reading_votes(const dl_chooser *c, const dl_reading *r) {
    int32_t sum = 0;
    for (int32_t up = r->up - 1; r->celled && up <= r->up + 1; up++)
        for (int32_t along = r->along - 1; along <= r->along + 1; along++)
            sum += dl_votes_of(&c->votes, dl_cell_key(up, along));
    return sum;
}

/* That an article speaks of a country says little of which town it means. */
void dl_reading_vote(dl_chooser *c, const dl_reading *r, int32_t count) {
    enum { COUNTRY_ITSELF = 8 };
    bool itself = r->row.kind == DL_PLACE_COUNTRY;
    dl_votes_add(&c->votes, r->country, itself ? count / COUNTRY_ITSELF : count);
    dl_votes_add(&c->votes, r->region, count);
    if (r->celled) dl_votes_add(&c->votes, dl_cell_key(r->up, r->along), count);
}
