/* PlanRunner and StepExecution: one run at a time, Started before the call, the probe after it, then the report. */

#define RUN 1           /* Started is in the log: act */
#define RESOLVE 2       /* found started: only ask */
#define LOOK 3          /* only ask */

#define REST 0          /* where a run is */
#define ACT 1
#define PROBE 2
#define TELL 3

#define SILENT 0        /* what the call said: nothing, or neither yes nor no */
#define YES 1
#define NO 2

#define UNSEEN 0        /* what the probe saw */
#define PRESENT 1
#define ABSENT 2

typedef Job { byte kind; byte how; byte at; byte token; byte answer; byte seen }
Job job[2];
byte holder;            /* the node with the newest term */

#ifdef NO_TERM
#define termFits(n) true
#else
#define termFits(n) (holder == n)
#endif

/* ---- NextStep: what the log asks for ---- */
#define dueFence (state == Preparing && fence == Pending)
#define dueFenceResolve ((state == Preparing || state == Held || state == Aborting) && fence == Started)
#define dueLook (state == Held && fence == Done && regained && !looked)
#define dueUndo (state == Aborting && effect && fence != Started && fence != Undoing && fence != UndoFailed)
#define dueUndoResolve (state == Aborting && fence == Undoing)
#define duePromote ((state == Committing || earlyPromote) && promote == Pending)
#define duePromoteResolve (state == Committing && promote == Started)
#define dueProof (state == Committing && promote == Done && !proven)
#define mayShift (promote == Done && (proven || noProof))
#define dueShift (state == Committing && mayShift && shift == Pending)
#define dueShiftResolve (state == Committing && shift == Started)
#define dueCheck (state == Verifying && check == Pending)
#define dueStandDown (state == Stuck && standingDown)
#ifdef NO_ORDER_ONLY_AFTER_PRESS
#define earlyPromote (state == Armed && g5 == OPEN)
#else
#define earlyPromote false
#endif
#ifdef NO_PROOF_BEFORE_SHIFT
#define noProof true
#else
#define noProof false
#endif
#ifdef NO_G5_AT_START
#define startG5 true
#else
#define startG5 (g5 != CLOSED || waived)
#endif

#ifdef NO_RESOLVE
#define dueResolve false
#else
#define dueResolve (dueFenceResolve || dueUndoResolve || duePromoteResolve || dueShiftResolve)
#endif
#define due (dueFence || dueLook || dueUndo || duePromote || dueProof || dueShift || dueCheck || dueStandDown || dueResolve)

inline take(n, k, h) {
    job[n].kind = k; job[n].how = h; job[n].token = epoch;
    job[n].at = (h == RUN -> ACT : PROBE)
}

inline rest(o) {
    job[o].kind = 0; job[o].how = 0; job[o].at = REST; job[o].token = 0; job[o].answer = SILENT; job[o].seen = UNSEEN;
    /* The nodes are alike: with nothing under way on either, it is node 0 that goes on. */
    if :: job[0].at == REST && job[1].at == REST -> holder = 0 :: else fi
}

/* The promotion begins: by the press, or by a person's order, and never twice for one of them. */
inline beginPromotion() {
    HOLDS_I10(ponr && licence);
    licence = 0
}

inline start(n) {
    if
    :: dueFence -> fence = Started; effect = 1; g5 = CLOSED; take(n, FENCE, RUN)
    :: dueUndo -> fence = Undoing; g5 = CLOSED; take(n, UNFENCE, RUN)
    :: duePromote && startG5 ->
        HOLDS_I2(g5 != CLOSED || waived);
#ifndef NO_START_BEFORE_ACT
        beginPromotion();
        promote = Started;
#endif
        inDoubt = 1;
        take(n, PROMOTE, RUN)
    :: duePromote && !startG5 -> state = Stuck; stuckFrom = Committing
    :: dueShift -> shift = Started; take(n, SHIFT, RUN)
    :: dueLook -> take(n, FENCE, LOOK)
    :: dueProof -> take(n, PROMOTE, LOOK)
    :: dueCheck -> take(n, CHECK, LOOK)
    :: dueStandDown -> take(n, STANDDOWN, LOOK)
#ifndef NO_RESOLVE
    :: dueFenceResolve -> take(n, FENCE, RESOLVE)
    :: dueUndoResolve -> take(n, UNFENCE, RESOLVE)
    :: dueShiftResolve -> take(n, SHIFT, RESOLVE)
#ifndef NO_PROBE_BEFORE_REPEAT
    :: duePromoteResolve -> take(n, PROMOTE, RESOLVE)
#else
    :: duePromoteResolve -> beginPromotion(); take(n, PROMOTE, RUN)
#endif
#endif
    fi
}

/* ---- The call: refused, or accepted and done at once, or accepted or lost on the way and perhaps done later ---- */
inline call(n) {
    what = job[n].kind; under = job[n].token;
#ifdef NO_START_BEFORE_ACT
    if :: job[n].kind == PROMOTE -> beginPromotion() :: else fi;
#endif
    if
    :: land(what, under);
        if
        :: refused -> job[n].answer = NO
        :: !refused -> job[n].answer = YES
        :: !refused && !quiet -> job[n].answer = SILENT
        fi
    :: !quiet -> job[n].answer = NO             /* no connection, or the world says no for a reason of its own */
#ifdef LATE
    :: !quiet && job[n].kind <= PROMOTE && job[1 - n].kind != job[n].kind -> air[job[n].kind] = job[n].token
    :: !quiet && job[n].kind == PROMOTE && job[1 - n].kind != PROMOTE -> air[PROMOTE] = job[n].token; job[n].answer = YES
#endif
    fi;
    refused = 0; what = 0; under = 0; job[n].at = PROBE
}

#ifdef NO_EPOCH_IN_PROBE
#define fencedUnder(j) true
#else
#define fencedUnder(j) (j.kind == UNFENCE || j.token == edgeEpoch)
#endif

inline probe(n) {
    if
    :: job[n].kind == FENCE || job[n].kind == UNFENCE -> job[n].seen = (fenced && fencedUnder(job[n]) -> PRESENT : ABSENT)
    :: job[n].kind == PROMOTE || job[n].kind == STANDDOWN -> job[n].seen = (promoted -> PRESENT : ABSENT)
    :: job[n].kind == SHIFT -> job[n].seen = (shifted -> PRESENT : ABSENT)
    :: job[n].kind == CHECK -> job[n].seen = (promoted && shifted -> PRESENT : ABSENT)
    :: !quiet -> job[n].seen = UNSEEN
    fi;
    job[n].at = TELL
}

/* ---- The report, as the log takes it ---- */
#ifdef NO_DOUBT_AFTER_CRASH
#define provenByCrash(j) (j.how == RESOLVE)
#else
#define provenByCrash(j) false
#endif
#ifdef NO_DOUBT_AFTER_RETRY
#define firstCall true
#else
#define firstCall (!again)
#endif
#ifdef NO_DOUBT_AFTER_LATE
#define saidNo(j) true
#else
#define saidNo(j) (j.answer == NO)
#endif
#ifdef NO_ACCEPTED_UNDO
#define undoAccepted(j) true
#else
#define undoAccepted(j) (j.answer == YES)
#endif

inline tellFence(n) {
    if
    :: job[n].seen == PRESENT -> fence = Done; g5 = OPEN; looked = regained
    :: job[n].seen == ABSENT && ((job[n].how == RUN && saidNo(job[n]) && firstCall) || provenByCrash(job[n])) -> fence = Failed; effect = 0
    :: job[n].seen == ABSENT && !((job[n].how == RUN && saidNo(job[n]) && firstCall) || provenByCrash(job[n])) -> fence = Failed
    :: job[n].seen == UNSEEN -> fence = Unknown
    fi
}

inline tellLook(n) {
    if
    :: job[n].seen == PRESENT -> looked = 1; g5 = OPEN
    :: job[n].seen == ABSENT -> fence = Pending; again = 1; g5 = CLOSED
    :: job[n].seen == UNSEEN -> fence = Unknown
    fi
}

inline tellPromotion(n) {
    if
    :: job[n].seen == PRESENT -> promote = Done; proven = 1
    :: job[n].seen == UNSEEN && job[n].answer == YES -> promote = Done      /* a plan may take the call's word, until a probe answers */
    :: job[n].seen == UNSEEN -> promote = Unknown
    :: job[n].seen == ABSENT ->
        if :: job[n].how == RUN && job[n].answer == NO && !repeated -> inDoubt = 0 :: else fi;
#ifndef NO_PERSON_BEFORE_REPEAT
        promote = Failed
#else
        promote = Pending
#endif
    fi
}

inline tellStandDown(n) {
    standingDown = 0;
    if
    :: job[n].seen == ABSENT -> beginAbort(lastEpoch + 1)
    :: job[n].seen == PRESENT -> promote = Done; proven = 1
    :: else -> promote = Unknown
    fi
}

#define awaited(n) ((job[n].kind == FENCE && job[n].how != LOOK && fence == Started) || (job[n].kind == FENCE && job[n].how == LOOK && dueLook) \
    || (job[n].kind == UNFENCE && fence == Undoing) || (job[n].kind == PROMOTE && job[n].how != LOOK && promoteAwaited) \
    || (job[n].kind == PROMOTE && job[n].how == LOOK && dueProof) || (job[n].kind == SHIFT && shift == Started) \
    || (job[n].kind == CHECK && dueCheck) || (job[n].kind == STANDDOWN && dueStandDown))
#ifdef NO_START_BEFORE_ACT
#define promoteAwaited (state == Committing && promote == Pending)
#else
#define promoteAwaited (promote == Started)
#endif

inline tell(n) {
    if
    :: termFits(n) && awaited(n) ->
        if
        :: job[n].kind == FENCE && job[n].how != LOOK -> tellFence(n)
        :: job[n].kind == FENCE && job[n].how == LOOK -> tellLook(n)
        :: job[n].kind == UNFENCE && job[n].how == RUN && job[n].seen == ABSENT && undoAccepted(job[n]) -> fence = Undone; effect = 0
        :: job[n].kind == UNFENCE && !(job[n].how == RUN && job[n].seen == ABSENT && undoAccepted(job[n])) -> fence = UndoFailed
        :: job[n].kind == PROMOTE -> tellPromotion(n)
        :: job[n].kind == SHIFT -> shift = (job[n].seen == PRESENT -> Done : Failed)
        :: job[n].kind == CHECK -> check = (job[n].seen == PRESENT -> Done : Failed)
        :: job[n].kind == STANDDOWN -> tellStandDown(n)
        fi
    :: else
    fi;
    rest(n)
}

/* One late call of each kind is enough. */
#define oneLate (job[1 - n].kind > PROMOTE || job[1 - n].at != ACT || air[job[1 - n].kind] == 0)

/* A crash forgets the run, and the next start has a new term; so has the node that takes over from one that is paused. A paused run that
 * is past its call can only be refused when it wakes, for the append checks the term; it is forgotten at once here, which is the same. */
proctype Runner(byte n) {
end:
    do
    :: atomic {
        if
        :: job[n].at == REST && holder == n && !overdue && due -> start(n)
        :: job[n].at == TELL && !overdue -> tell(n)
        fi;
        settle() }
    :: atomic { job[n].at == ACT -> call(n); if :: termFits(n) -> skip :: else -> rest(n) fi }
    :: atomic { job[n].at == PROBE -> probe(n) }
    :: atomic { job[n].at != REST && !quiet -> rest(n) }
#ifdef LATE
    :: atomic { job[n].at == REST && holder != n && job[1 - n].at != REST && !quiet && oneLate ->
        holder = n;
        if :: job[1 - n].at > ACT && !termFits(1 - n) -> rest(1 - n) :: else fi }
#endif
    od
}

init { atomic { run Runner(0); run Runner(1) } }
