/* worker.c: the parent of workers: forking, taking results, and what is left when a worker dies. */
#include "base/worker_int.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

volatile sig_atomic_t rsd_interrupted;

enum { LAST_WORDS_MS = 200, MOST_OF_START = 1 << 20 };

/* Results that wait for an earlier one may be so many times as large as one may be; where nobody
 * seems to be at that one, so many times. */
enum { MOST_WAITING = 16, MOST_EVER_WAITING = 64 };

typedef struct worker {
    pid_t pid; /* 0 if there is none */
    int fd;
    rsd_buf input;
    bool has_started;
    bool is_late;     /* it was told to end */
    int64_t deadline; /* for its next result, or for dying; in milliseconds */
} worker;

typedef struct result {
    rsd_buf bytes;
    rsd_buf printed;
    rsd_outcome outcome;
    bool present;
    char note[RSD_NOTE_SIZE];
} result;

typedef struct run {
    const rsd_pool *pool;
    rsd_shared *shared;
    unsigned worker_count;
    worker workers[RSD_MAX_WORKERS];
    result *results;
    uint64_t delivered;
    uint64_t waiting; /* bytes of results that are not delivered */
} run;

const char *rsd_outcome_name(rsd_outcome outcome)
{
    switch (outcome) {
    case RSD_DONE:
        return "ok";
    case RSD_FAILED:
        return "error";
    case RSD_CRASHED:
        return "crash";
    case RSD_KILLED:
        return "killed";
    case RSD_MEMORY:
        return "memory";
    case RSD_CPU:
        return "cpu";
    case RSD_WALL:
        return "wall";
    case RSD_OUTPUT:
        return "output";
    case RSD_SYSCALL:
        return "syscall";
    }
    return "unknown";
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Gives the worker the time to its next result anew. What it says of itself is not asked. */
static void wind_up(const run *r, worker *w)
{
    if (!w->is_late) {
        w->deadline =
            r->pool->limits == NULL ? INT64_MAX : now_ms() + (int64_t)r->pool->limits->wall_ms;
    }
}

/* Ends a worker: it may say where it was, and is killed if that takes long. */
static void end_late_worker(worker *w)
{
    if (!w->is_late) {
        w->is_late = true;
        w->deadline = now_ms() + LAST_WORDS_MS;
        kill(w->pid, SIGTERM);
    } else {
        w->deadline = INT64_MAX;
        kill(w->pid, SIGKILL);
    }
}

static rsd_status fork_worker(run *r, unsigned index, rsd_error *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return rsd_fail(err, RSD_ERR_IO, NULL, 0, RSD_NO_OFFSET, "cannot make a pipe: %s",
                        strerror(errno));
    }
    atomic_store(&r->shared->slots[index].current, 0);
    atomic_store(&r->shared->slots[index].ending, RSD_DONE);
    fflush(NULL); /* or the worker would write again what the parent has yet to write */
    const pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        for (unsigned i = 0; i < r->worker_count; i++) {
            if (r->workers[i].pid != 0) {
                close(r->workers[i].fd);
            }
        }
        rsd_be_worker(r->pool, r->shared, index, ends[1], parent);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return rsd_fail(err, RSD_ERR_IO, NULL, 0, RSD_NO_OFFSET, "cannot start a worker: %s",
                        strerror(errno));
    }
    worker *w = &r->workers[index];
    w->pid = pid;
    w->fd = ends[0];
    w->input.len = 0;
    w->has_started = false;
    w->is_late = false;
    w->deadline = INT64_MAX;
    return RSD_OK;
}

static rsd_status keep_result(run *r, uint64_t item, rsd_outcome outcome, const char *bytes,
                              size_t n)
{
    result *res = &r->results[item];
    rsd_status status = rsd_buf_add(&res->bytes, bytes, n);
    res->outcome = outcome;
    res->present = status == RSD_OK;
    r->waiting += n;
    return status;
}

static rsd_status refuse_frame(rsd_error *err)
{
    return rsd_fail(err, RSD_ERR_IO, NULL, 0, RSD_NO_OFFSET,
                    "a worker sent a result that nobody asked for");
}

static bool is_too_much(const run *r, const rsd_frame *head)
{
    const rsd_limits *limits = r->pool->limits;
    return limits != NULL && (head->len > limits->output ||
                              r->results[head->item].printed.len > limits->output - head->len);
}

static rsd_status take_start(run *r, worker *w, const rsd_frame *head, const char *bytes,
                             rsd_error *err)
{
    if (head->kind != RSD_FRAME_DONE) {
        return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET, "%.*s",
                        (int)(head->len < 255 ? head->len : 255), bytes);
    }
    w->has_started = true;
    wind_up(r, w);
    return RSD_OK;
}

static rsd_status take_frame(run *r, worker *w, const rsd_frame *head, const char *bytes,
                             rsd_error *err)
{
    rsd_status status;
    if (head->kind == RSD_FRAME_PRINTED) {
        status = rsd_buf_add(&r->results[head->item].printed, bytes, head->len);
    } else {
        wind_up(r, w);
        status = keep_result(r, head->item, head->kind == RSD_FRAME_DONE ? RSD_DONE : RSD_FAILED,
                             bytes, head->len);
    }
    r->waiting += head->kind == RSD_FRAME_PRINTED ? head->len : 0;
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}

/* Takes the complete frames out of a worker's input. */
static rsd_status take_frames(run *r, worker *w, rsd_error *err)
{
    size_t at = 0;
    rsd_status status = RSD_OK;
    while (w->input.len - at >= sizeof(rsd_frame) && status == RSD_OK) {
        rsd_frame head;
        memcpy(&head, w->input.data + at, sizeof head);
        const char *bytes = w->input.data + at + sizeof head;
        size_t there = w->input.len - at - sizeof head;
        bool is_start = head.item == RSD_STARTING && !w->has_started && head.len < MOST_OF_START;
        if (!is_start && (head.item >= r->pool->items || head.kind >= RSD_FRAME_KINDS ||
                          r->results[head.item].present)) {
            return refuse_frame(err);
        }
        if (!is_start && is_too_much(r, &head)) {
            return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                            "a worker sent more than it may");
        }
        if (head.len > there) {
            break;
        }
        status =
            is_start ? take_start(r, w, &head, bytes, err) : take_frame(r, w, &head, bytes, err);
        at += sizeof head + head.len;
    }
    if (at > 0) {
        memmove(w->input.data, w->input.data + at, w->input.len - at);
        w->input.len -= at;
    }
    return status;
}

static void free_result(result *res)
{
    rsd_buf_free(&res->bytes);
    rsd_buf_free(&res->printed);
}

static rsd_status deliver(run *r, rsd_error *err)
{
    while (r->delivered < r->pool->items && r->results[r->delivered].present) {
        result *res = &r->results[r->delivered];
        const rsd_news news = {.item = r->delivered,
                               .outcome = res->outcome,
                               .bytes = res->bytes.data == NULL ? "" : res->bytes.data,
                               .n = res->bytes.len,
                               .printed = res->printed.data == NULL ? "" : res->printed.data,
                               .printed_n = res->printed.len,
                               .where = res->note};
        rsd_status status = r->pool->done(r->pool->ctx, &news, err);
        r->waiting -= res->bytes.len + res->printed.len;
        free_result(res);
        r->delivered++;
        if (status != RSD_OK) {
            return status;
        }
    }
    return RSD_OK;
}

static rsd_outcome outcome_of_death(const worker *w, const rsd_worker_slot *s, int how)
{
    if (w->is_late) {
        return RSD_WALL;
    }
    int own = atomic_load(&s->ending);
    if (own > RSD_DONE && own <= RSD_SYSCALL) {
        return (rsd_outcome)own;
    }
    if (!WIFSIGNALED(how)) {
        return RSD_CRASHED;
    }
    switch (WTERMSIG(how)) {
    case SIGKILL:
    case SIGTERM:
        return RSD_KILLED;
    case SIGSYS:
        return RSD_SYSCALL;
    default:
        return RSD_CRASHED;
    }
}

/* What happened, in words. */
static void describe_death(const run *r, rsd_outcome outcome, const rsd_worker_slot *s, int how,
                           char *text, size_t size)
{
    static const rsd_limits none;
    const rsd_limits *limits = r->pool->limits == NULL ? &none : r->pool->limits;
    char call[64];
    int number = WIFSIGNALED(how) ? WTERMSIG(how) : SIGTERM;
    switch (outcome) {
    case RSD_MEMORY:
        snprintf(text, size, "it needs more than %zu MB of memory", limits->memory >> 20);
        return;
    case RSD_CPU:
        snprintf(text, size, "it works for more than %g seconds", (double)limits->cpu_ms / 1000);
        return;
    case RSD_WALL:
        snprintf(text, size, "it takes more than %g seconds", (double)limits->wall_ms / 1000);
        return;
    case RSD_OUTPUT:
        snprintf(text, size, "it gives more than %zu MB of output", limits->output >> 20);
        return;
    case RSD_SYSCALL:
        rsd_jail_call_name(atomic_load(&s->call), call, sizeof call);
        snprintf(text, size, "it called the system (%s)", call);
        return;
    case RSD_DONE:
    case RSD_FAILED:
    case RSD_CRASHED:
    case RSD_KILLED:
        break;
    }
    if (number == SIGBUS) { /* what is mapped is files of a corpus */
        snprintf(text, size,
                 RSD_DAMAGE "a file was cut short while it was read, or cannot be read");
    } else if (outcome == RSD_KILLED || WIFSIGNALED(how)) {
        snprintf(text, size, "the worker died of signal %d (%s)", number, strsignal(number));
    } else {
        snprintf(text, size, "the worker ended on its own with exit status %d", WEXITSTATUS(how));
    }
}

/* A worker's pipe has ended: notes what it lost and replaces it if there is work left. */
static rsd_status bury(run *r, unsigned index, rsd_error *err)
{
    worker *w = &r->workers[index];
    rsd_worker_slot *s = &r->shared->slots[index];
    int how = 0;
    close(w->fd);
    while (waitpid(w->pid, &how, 0) < 0 && errno == EINTR) {
    }
    w->pid = 0;
    uint64_t current = atomic_load(&s->current);
    /* Between items; a script may also leave with status 0 while it is at one. */
    bool work_left = atomic_load(&r->shared->next) < r->pool->items;
    if (WIFEXITED(how) && WEXITSTATUS(how) == 0 && current == 0) {
        return w->is_late && work_left ? fork_worker(r, index, err) : RSD_OK;
    }
    char text[128];
    rsd_outcome outcome = outcome_of_death(w, s, how);
    describe_death(r, outcome, s, how, text, sizeof text);
    if (current == 0 || current > r->pool->items) {
        return rsd_fail(err, RSD_ERR_IO, NULL, 0, RSD_NO_OFFSET, "%s before it took up any work",
                        text);
    }
    uint64_t item = current - 1;
    if (!r->results[item].present) {
        s->note[RSD_NOTE_SIZE - 1] = '\0';
        memcpy(r->results[item].note, s->note, RSD_NOTE_SIZE);
        if (keep_result(r, item, outcome, text, strlen(text)) != RSD_OK) {
            return rsd_fail_nomem(err);
        }
    }
    return work_left ? fork_worker(r, index, err) : RSD_OK;
}

/* Reads what a worker has sent. */
static rsd_status listen_to(run *r, unsigned index, rsd_error *err)
{
    worker *w = &r->workers[index];
    enum { CHUNK = 65536 };
    if (rsd_buf_reserve(&w->input, CHUNK) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    ssize_t got = read(w->fd, w->input.data + w->input.len, CHUNK);
    if (got < 0 && errno == EINTR) {
        return RSD_OK;
    }
    if (got <= 0) {
        return bury(r, index, err);
    }
    w->input.len += (size_t)got;
    rsd_status status = take_frames(r, w, err);
    return status == RSD_OK ? deliver(r, err) : status;
}

/* Waits for news of the workers. An interrupt is let in only here: it could come after the question
 * whether there was one, and be slept through. */
static int wait_for_news(struct pollfd *fds, nfds_t count, int64_t deadline)
{
    int64_t left = deadline == INT64_MAX ? 0 : deadline - now_ms();
    left = left < 0 ? 0 : left;
    const struct timespec patience = {.tv_sec = left / 1000, .tv_nsec = left % 1000 * 1000000};
    sigset_t interrupt;
    sigset_t before;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigprocmask(SIG_BLOCK, &interrupt, &before);
    int ready =
        rsd_interrupted ? -1 : ppoll(fds, count, deadline == INT64_MAX ? NULL : &patience, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return ready;
}

/* All workers have ended. */
static rsd_status conclude(run *r, rsd_error *err)
{
    rsd_status status = deliver(r, err);
    if (status == RSD_OK && r->delivered < r->pool->items) {
        status = rsd_fail(err, RSD_ERR_IO, NULL, 0, RSD_NO_OFFSET,
                          "the workers ended before all work was done");
    }
    return status;
}

static void end_late_workers(run *r)
{
    int64_t now = now_ms();
    for (unsigned i = 0; i < r->worker_count; i++) {
        if (r->workers[i].pid != 0 && r->workers[i].deadline <= now) {
            end_late_worker(&r->workers[i]);
        }
    }
}

/* The worker that is at the item which the others' results wait for; worker_count where that is not
 * known: the result is on its way. */
static unsigned find_head(const run *r)
{
    unsigned i = 0;
    while (i < r->worker_count && (r->workers[i].pid == 0 ||
                                   atomic_load(&r->shared->slots[i].current) != r->delivered + 1)) {
        i++;
    }
    return i;
}

/* Whether more waits than times as much as one item may give. */
static bool is_full(const run *r, uint64_t times)
{
    return r->pool->limits != NULL && r->waiting / times > r->pool->limits->output;
}

typedef struct listening {
    struct pollfd fds[RSD_MAX_WORKERS];
    unsigned owners[RSD_MAX_WORKERS];
    nfds_t count;
    bool is_any_alive;
    int64_t deadline;
} listening;

/* Whom to listen to, and how long at most. */
static void choose_workers(run *r, listening *to)
{
    to->count = 0;
    to->is_any_alive = false;
    to->deadline = INT64_MAX;
    unsigned head = is_full(r, MOST_WAITING) ? find_head(r) : r->worker_count;
    for (unsigned i = 0; i < r->worker_count; i++) {
        worker *w = &r->workers[i];
        if (w->pid == 0) {
            continue;
        }
        to->is_any_alive = true;
        if (head < r->worker_count && i != head) { /* the others have to wait with what they send */
            wind_up(r, w);
            continue;
        }
        to->fds[to->count] = (struct pollfd){.fd = w->fd, .events = POLLIN};
        to->owners[to->count++] = i;
        to->deadline = w->deadline < to->deadline ? w->deadline : to->deadline;
    }
}

static rsd_status attend(run *r, rsd_error *err)
{
    while (true) {
        listening to;
        choose_workers(r, &to);
        if (!to.is_any_alive) {
            return conclude(r, err);
        }
        if (is_full(r, MOST_EVER_WAITING)) {
            return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                            "the workers sent more than they may");
        }
        int ready = wait_for_news(to.fds, to.count, to.deadline);
        if (rsd_interrupted) {
            return rsd_fail(err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted");
        }
        for (nfds_t i = 0; ready > 0 && i < to.count; i++) {
            rsd_status status = RSD_OK;
            if (to.fds[i].revents != 0) {
                status = listen_to(r, to.owners[i], err);
            }
            if (status != RSD_OK) {
                return status;
            }
        }
        end_late_workers(r);
    }
}

static void kill_all(run *r)
{
    for (unsigned i = 0; i < r->worker_count; i++) {
        worker *w = &r->workers[i];
        if (w->pid != 0) {
            kill(w->pid, SIGKILL);
            close(w->fd);
            while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR) {
            }
        }
        rsd_buf_free(&w->input);
    }
}

rsd_status rsd_pool_run(const rsd_pool *pool, rsd_error *err)
{
    if (pool->items == 0) {
        return RSD_OK;
    }
    rsd_status status = RSD_OK;
    run *r = rsd_alloc(sizeof *r);
    if (r == NULL) {
        return rsd_fail_nomem(err);
    }
    *r = (run){.pool = pool, .shared = MAP_FAILED};
    r->worker_count = pool->workers < RSD_MAX_WORKERS ? pool->workers : RSD_MAX_WORKERS;
    if (r->worker_count > pool->items) {
        r->worker_count = (unsigned)pool->items;
    }
    size_t bytes;
    if (__builtin_mul_overflow(pool->items, sizeof *r->results, &bytes) ||
        (r->results = rsd_alloc(bytes)) == NULL) {
        status = rsd_fail_nomem(err);
        goto cleanup;
    }
    memset(r->results, 0, bytes);
    r->shared =
        mmap(NULL, sizeof *r->shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (r->shared == MAP_FAILED) {
        status = rsd_fail_nomem(err);
        goto cleanup;
    }
    for (unsigned i = 0; i < r->worker_count && status == RSD_OK; i++) {
        status = fork_worker(r, i, err);
    }
    if (status == RSD_OK) {
        status = attend(r, err);
    }
cleanup:
    kill_all(r);
    for (uint64_t i = 0; r->results != NULL && i < pool->items; i++) {
        free_result(&r->results[i]);
    }
    rsd_free(r->results);
    if (r->shared != MAP_FAILED) {
        munmap(r->shared, sizeof *r->shared);
    }
    rsd_free(r);
    return status;
}
