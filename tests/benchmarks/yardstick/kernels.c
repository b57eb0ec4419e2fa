/* How quick could this machine be? The kernels in plain C on sparse rows, one thread: a yardstick, no part of the product.
 *
 * A graph of n vertices is `start` (n + 1 offsets) and `target` (sorted neighbours); undirected ones hold both ways.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    double score;
    int32_t one, other;
} Pair;

typedef struct {
    Pair *pairs;
    int32_t held, most;
} Best;

/* PageRank of an undirected graph; returns the number of steps. */
int32_t pagerank(int32_t n, const int32_t *start, const int32_t *target, double damping, double residual, double *rank)
{
    double *passed = malloc(sizeof(double) * n), change = 1.0;
    int32_t steps = 0;
    for (int32_t v = 0; v < n; v++)
        rank[v] = 1.0 / n;
    for (; change > residual; steps++) {
        double lost = 0.0;
        for (int32_t v = 0; v < n; v++) {
            int32_t degree = start[v + 1] - start[v];
            passed[v] = degree ? damping * rank[v] / degree : 0.0;
            lost += degree ? 0.0 : damping * rank[v];
        }
        change = 0.0;
        for (int32_t v = 0; v < n; v++) {
            double sum = (1.0 - damping + lost) / n;
            for (int32_t e = start[v]; e < start[v + 1]; e++)
                sum += passed[target[e]];
            change += fabs(sum - rank[v]);
            rank[v] = sum;
        }
    }
    free(passed);
    return steps;
}

/* Power iteration with A + I, so that it also converges on two-sided graphs; returns the number of steps. */
int32_t eigenvector(int32_t n, const int32_t *start, const int32_t *target, double residual, double *value)
{
    double *next = malloc(sizeof(double) * n), change = 1.0;
    int32_t steps = 0;
    for (int32_t v = 0; v < n; v++)
        value[v] = 1.0 / sqrt(n);
    for (; change > residual; steps++) {
        double length = 0.0;
        for (int32_t v = 0; v < n; v++) {
            double sum = value[v];
            for (int32_t e = start[v]; e < start[v + 1]; e++)
                sum += value[target[e]];
            next[v] = sum;
            length += sum * sum;
        }
        change = 0.0;
        for (int32_t v = 0; v < n; v++) {
            next[v] /= sqrt(length);
            change += fabs(next[v] - value[v]);
        }
        memcpy(value, next, sizeof(double) * n);
    }
    free(next);
    return steps;
}

static void sink(Best *heap, int32_t at)
{
    for (;;) {
        int32_t left = 2 * at + 1, least = at;
        for (int32_t child = left; child < left + 2 && child < heap->held; child++)
            if (heap->pairs[child].score < heap->pairs[least].score)
                least = child;
        if (least == at)
            return;
        Pair swapped = heap->pairs[at];
        heap->pairs[at] = heap->pairs[least];
        heap->pairs[least] = swapped;
        at = least;
    }
}

static void offer(Best *heap, Pair pair)
{
    if (heap->held < heap->most) {
        heap->pairs[heap->held++] = pair;
        if (heap->held == heap->most)
            for (int32_t at = heap->held / 2; at >= 0; at--)
                sink(heap, at);
    } else if (pair.score > heap->pairs[0].score) {
        heap->pairs[0] = pair;
        sink(heap, 0);
    }
}

static int descending(const void *one, const void *other)
{
    double a = ((const Pair *)one)->score, b = ((const Pair *)other)->score;
    return (a < b) - (a > b);
}

/* Adamic-Adar scores of the `most` best pairs without an edge, best first; returns how many were looked at. */
int64_t adamic_adar(int32_t n, const int32_t *start, const int32_t *target, int32_t most, double *score)
{
    double *rarity = malloc(sizeof(double) * n), *sum = calloc(n, sizeof(double));
    int32_t *met = malloc(sizeof(int32_t) * n);
    char *linked = calloc(n, 1);
    Best heap = {malloc(sizeof(Pair) * most), 0, most};
    int64_t looked_at = 0;
    for (int32_t v = 0; v < n; v++)
        rarity[v] = start[v + 1] - start[v] > 1 ? 1.0 / log(start[v + 1] - start[v]) : 0.0;
    for (int32_t u = 0; u < n; u++) {
        int32_t count = 0;
        for (int32_t e = start[u]; e < start[u + 1]; e++)
            linked[target[e]] = 1;
        for (int32_t e = start[u]; e < start[u + 1]; e++)
            for (int32_t z = target[e], f = start[z]; f < start[z + 1]; f++) {
                int32_t v = target[f];
                if (v <= u || linked[v])
                    continue;
                if (sum[v] == 0.0)
                    met[count++] = v;
                sum[v] += rarity[z];
            }
        for (int32_t at = 0; at < count; at++) {
            offer(&heap, (Pair){sum[met[at]], u, met[at]});
            sum[met[at]] = 0.0;
        }
        for (int32_t e = start[u]; e < start[u + 1]; e++)
            linked[target[e]] = 0;
        looked_at += count;
    }
    qsort(heap.pairs, heap.held, sizeof(Pair), descending);
    for (int32_t at = 0; at < heap.held; at++)
        score[at] = heap.pairs[at].score;
    free(rarity), free(sum), free(met), free(linked), free(heap.pairs);
    return looked_at;
}

/* Burt's constraint in the whole network, and effective size by Borgatti's formula; edges without weights. */
void structural_holes(int32_t n, const int32_t *start, const int32_t *target, double *constraint, double *effective)
{
    double *indirect = calloc(n, sizeof(double));
    char *linked = calloc(n, 1);
    for (int32_t u = 0; u < n; u++) {
        double degree = start[u + 1] - start[u], sum = 0.0, closed = 0.0;
        for (int32_t e = start[u]; e < start[u + 1]; e++)
            linked[target[e]] = 1;
        for (int32_t e = start[u]; e < start[u + 1]; e++)
            for (int32_t q = target[e], f = start[q]; f < start[q + 1]; f++)
                if (linked[target[f]]) {
                    indirect[target[f]] += 1.0 / (degree * (start[q + 1] - start[q]));
                    closed += 1.0;
                }
        for (int32_t e = start[u]; e < start[u + 1]; e++) {
            double share = 1.0 / degree + indirect[target[e]];
            sum += share * share;
            indirect[target[e]] = 0.0;
            linked[target[e]] = 0;
        }
        constraint[u] = sum;
        effective[u] = degree > 0 ? degree - closed / degree : 0.0;
    }
    free(indirect), free(linked);
}

/* Gould and Fernandez' roles: coordinator, itinerant, representative, gatekeeper, liaison of each vertex. */
void brokerage(int32_t n, const int32_t *out_start, const int32_t *out, const int32_t *in_start, const int32_t *in,
               const int32_t *group, int32_t groups, int64_t *roles)
{
    char *follows = calloc(n, 1);
    int64_t *before = malloc(sizeof(int64_t) * groups), *after = malloc(sizeof(int64_t) * groups);
    for (int32_t v = 0; v < n; v++) {
        int64_t *role = roles + 5L * v, same = 0, all_in = in_start[v + 1] - in_start[v];
        int64_t all_out = out_start[v + 1] - out_start[v];
        int32_t own = group[v];
        memset(before, 0, sizeof(int64_t) * groups);
        memset(after, 0, sizeof(int64_t) * groups);
        for (int32_t e = in_start[v]; e < in_start[v + 1]; e++)
            before[group[in[e]]]++;
        for (int32_t e = out_start[v]; e < out_start[v + 1]; e++) {
            after[group[out[e]]]++;
            follows[out[e]] = 1;
        }
        for (int32_t g = 0; g < groups; g++)
            same += before[g] * after[g];
        role[0] = before[own] * after[own];
        role[1] = same - role[0];
        role[2] = before[own] * (all_out - after[own]);
        role[3] = (all_in - before[own]) * after[own];
        role[4] = all_in * all_out - role[0] - role[1] - role[2] - role[3];
        for (int32_t e = in_start[v]; e < in_start[v + 1]; e++) { /* closed by an arc, or leading back */
            int32_t a = in[e], first = group[a];
            if (follows[a])
                role[first == own ? 0 : 1]--;
            for (int32_t f = out_start[a]; f < out_start[a + 1]; f++)
                if (follows[out[f]]) {
                    int32_t last = group[out[f]];
                    role[first == own ? (last == own ? 0 : 2) : last == own ? 3 : first == last ? 1 : 4]--;
                }
        }
        for (int32_t e = out_start[v]; e < out_start[v + 1]; e++)
            follows[out[e]] = 0;
    }
    free(follows), free(before), free(after);
}

/* Pairs of rows i < j of which some key of i meets some key of j; returns how many there are.
 * has: rows x keys; meets: keys x keys; holds: keys x rows, sorted. */
int64_t meeting_pairs(int32_t rows, const int32_t *has_start, const int32_t *has, const int32_t *meets_start,
                      const int32_t *meets, const int32_t *holds_start, const int32_t *holds)
{
    int32_t *seen_by = malloc(sizeof(int32_t) * rows);
    int64_t pairs = 0;
    memset(seen_by, 255, sizeof(int32_t) * rows);
    for (int32_t i = 0; i < rows; i++)
        for (int32_t e = has_start[i]; e < has_start[i + 1]; e++)
            for (int32_t f = meets_start[has[e]]; f < meets_start[has[e] + 1]; f++)
                for (int32_t h = holds_start[meets[f] + 1] - 1; h >= holds_start[meets[f]] && holds[h] > i; h--)
                    if (seen_by[holds[h]] != i) {
                        seen_by[holds[h]] = i;
                        pairs++;
                    }
    free(seen_by);
    return pairs;
}
