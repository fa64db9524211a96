/* worker.c: forking, framing of results, and what is left when a worker dies. */
#include "base/worker.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

volatile sig_atomic_t rsd_interrupted;

enum { MAX_WORKERS = 256, NOTE_SIZE = 256 };

/* Shared between the processes. */
typedef struct slot {
    _Atomic uint64_t current; /* item + 1, 0 between items */
    char note[NOTE_SIZE];
} slot;

typedef struct shared {
    _Atomic uint64_t next; /* the next item nobody has taken */
    slot slots[MAX_WORKERS];
} shared;

/* What stands before every result in the pipe. */
typedef struct frame {
    uint64_t item; /* START_FAILED: the worker could not start */
    uint64_t len;
    uint64_t outcome;
} frame;

static const uint64_t START_FAILED = UINT64_MAX;

typedef struct worker {
    pid_t pid; /* 0 if there is none */
    int fd;
    rsd_buf input;
} worker;

typedef struct result {
    rsd_buf bytes;
    rsd_outcome outcome;
    bool present;
    char note[NOTE_SIZE];
} result;

typedef struct run {
    const rsd_pool *pool;
    shared *shared;
    unsigned worker_count;
    worker workers[MAX_WORKERS];
    result *results;
    uint64_t delivered;
} run;

static slot *own_slot;

char *rsd_worker_note(size_t *size)
{
    *size = NOTE_SIZE;
    return own_slot == NULL ? NULL : own_slot->note;
}

/* ---- in the worker ---- */

static bool send_all(int fd, const void *bytes, size_t n)
{
    const char *at = bytes;
    while (n > 0) {
        ssize_t put = write(fd, at, n);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return false;
        }
        at += put;
        n -= (size_t)put;
    }
    return true;
}

static bool send_frame(int fd, uint64_t item, rsd_outcome outcome, const rsd_buf *bytes)
{
    const frame head = {.item = item, .len = bytes->len, .outcome = outcome};
    return send_all(fd, &head, sizeof head) && send_all(fd, bytes->data, bytes->len);
}

/* Never returns: whatever the parent had in its hands is not the worker's to clean up. */
static _Noreturn void be_worker(const run *r, unsigned index, int fd)
{
    const rsd_pool *pool = r->pool;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_IGN); /* the parent decides, and kills */
    own_slot = &r->shared->slots[index];
    rsd_buf bytes = {0};
    if (!pool->start(pool->ctx, &bytes)) {
        send_frame(fd, START_FAILED, RSD_FAILED, &bytes);
        _exit(1);
    }
    for (;;) {
        uint64_t item = atomic_fetch_add(&r->shared->next, 1);
        if (item >= pool->items) {
            _exit(0);
        }
        own_slot->note[0] = '\0';
        atomic_store(&own_slot->current, item + 1);
        bytes.len = 0;
        bool good = pool->work(pool->ctx, item, &bytes);
        if (!send_frame(fd, item, good ? RSD_DONE : RSD_FAILED, &bytes)) {
            _exit(1);
        }
        atomic_store(&own_slot->current, 0);
    }
}

/* ---- in the parent ---- */

static rsd_status fork_worker(run *r, unsigned index, rsd_error *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return rsd_fail(err, RSD_ERR_IO, NULL, 0, RSD_NO_OFFSET, "cannot make a pipe: %s",
                        strerror(errno));
    }
    atomic_store(&r->shared->slots[index].current, 0);
    fflush(NULL); /* or the worker would write again what the parent has yet to write */
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        for (unsigned i = 0; i < r->worker_count; i++) {
            if (r->workers[i].pid != 0) {
                close(r->workers[i].fd);
            }
        }
        be_worker(r, index, ends[1]);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return rsd_fail(err, RSD_ERR_IO, NULL, 0, RSD_NO_OFFSET, "cannot start a worker: %s",
                        strerror(errno));
    }
    r->workers[index].pid = pid;
    r->workers[index].fd = ends[0];
    r->workers[index].input.len = 0;
    return RSD_OK;
}

static rsd_status keep_result(run *r, uint64_t item, rsd_outcome outcome, const char *bytes,
                              size_t n)
{
    result *res = &r->results[item];
    rsd_status status = rsd_buf_add(&res->bytes, bytes, n);
    res->outcome = outcome;
    res->present = status == RSD_OK;
    return status;
}

/* Takes the complete frames out of a worker's input. */
static rsd_status take_frames(run *r, worker *w, rsd_error *err)
{
    size_t at = 0;
    while (w->input.len - at >= sizeof(frame)) {
        frame head;
        memcpy(&head, w->input.data + at, sizeof head);
        if (head.len > w->input.len - at - sizeof head) {
            break;
        }
        const char *bytes = w->input.data + at + sizeof head;
        if (head.item == START_FAILED) {
            return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET, "%.*s",
                            (int)(head.len < 255 ? head.len : 255), bytes);
        }
        if (head.item >= r->pool->items || head.outcome > RSD_FAILED ||
            r->results[head.item].present) {
            return rsd_fail(err, RSD_ERR_IO, NULL, 0, RSD_NO_OFFSET,
                            "a worker sent a result that nobody asked for");
        }
        if (keep_result(r, head.item, (rsd_outcome)head.outcome, bytes, head.len) != RSD_OK) {
            return rsd_fail_nomem(err);
        }
        at += sizeof head + head.len;
    }
    if (at > 0) {
        memmove(w->input.data, w->input.data + at, w->input.len - at);
        w->input.len -= at;
    }
    return RSD_OK;
}

static rsd_status deliver(run *r, rsd_error *err)
{
    while (r->delivered < r->pool->items && r->results[r->delivered].present) {
        result *res = &r->results[r->delivered];
        rsd_status status = r->pool->done(r->pool->ctx, r->delivered, res->outcome,
                                          res->bytes.data == NULL ? "" : res->bytes.data,
                                          res->bytes.len, res->note, err);
        rsd_buf_free(&res->bytes);
        r->delivered++;
        if (status != RSD_OK) {
            return status;
        }
    }
    return RSD_OK;
}

static rsd_outcome describe_death(int how, char *text, size_t size)
{
    if (WIFSIGNALED(how)) {
        int number = WTERMSIG(how);
        snprintf(text, size, "the worker died of signal %d (%s)", number, strsignal(number));
        return number == SIGKILL || number == SIGTERM ? RSD_KILLED : RSD_CRASHED;
    }
    snprintf(text, size, "the worker ended on its own with exit status %d", WEXITSTATUS(how));
    return RSD_CRASHED;
}

/* A worker's pipe has ended: notes what it lost and replaces it if there is work left. */
static rsd_status bury(run *r, unsigned index, rsd_error *err)
{
    worker *w = &r->workers[index];
    slot *s = &r->shared->slots[index];
    int how = 0;
    close(w->fd);
    while (waitpid(w->pid, &how, 0) < 0 && errno == EINTR) {
    }
    w->pid = 0;
    uint64_t current = atomic_load(&s->current);
    /* Between items; a script may also leave with status 0 while it is at one. */
    if (WIFEXITED(how) && WEXITSTATUS(how) == 0 && current == 0) {
        return RSD_OK;
    }
    char text[128];
    rsd_outcome outcome = describe_death(how, text, sizeof text);
    if (current == 0 || current > r->pool->items) {
        return rsd_fail(err, RSD_ERR_IO, NULL, 0, RSD_NO_OFFSET, "%s before it took up any work",
                        text);
    }
    uint64_t item = current - 1;
    if (!r->results[item].present) {
        s->note[NOTE_SIZE - 1] = '\0';
        memcpy(r->results[item].note, s->note, NOTE_SIZE);
        if (keep_result(r, item, outcome, text, strlen(text)) != RSD_OK) {
            return rsd_fail_nomem(err);
        }
    }
    bool work_left = atomic_load(&r->shared->next) < r->pool->items;
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
static int wait_for_news(struct pollfd *fds, nfds_t count)
{
    sigset_t interrupt;
    sigset_t before;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigprocmask(SIG_BLOCK, &interrupt, &before);
    int ready = rsd_interrupted ? -1 : ppoll(fds, count, NULL, &before);
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

static rsd_status attend(run *r, rsd_error *err)
{
    while (true) {
        struct pollfd fds[MAX_WORKERS];
        unsigned owners[MAX_WORKERS];
        nfds_t count = 0;
        for (unsigned i = 0; i < r->worker_count; i++) {
            if (r->workers[i].pid != 0) {
                fds[count] = (struct pollfd){.fd = r->workers[i].fd, .events = POLLIN};
                owners[count++] = i;
            }
        }
        if (count == 0) {
            return conclude(r, err);
        }
        int ready = wait_for_news(fds, count);
        if (rsd_interrupted) {
            return rsd_fail(err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted");
        }
        for (nfds_t i = 0; ready > 0 && i < count; i++) {
            rsd_status status = RSD_OK;
            if (fds[i].revents != 0) {
                status = listen_to(r, owners[i], err);
            }
            if (status != RSD_OK) {
                return status;
            }
        }
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
    r->worker_count = pool->workers < MAX_WORKERS ? pool->workers : MAX_WORKERS;
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
        rsd_buf_free(&r->results[i].bytes);
    }
    rsd_free(r->results);
    if (r->shared != MAP_FAILED) {
        munmap(r->shared, sizeof *r->shared);
    }
    rsd_free(r);
    return status;
}
