/* The world: refuses older epochs, lets late calls land, and goes on losing writes until they are proven to be off. */

bit refused;            /* these three live within one move */
byte what, under;

#ifdef NO_EPOCH_AT_EDGE
#define edgeTakes(e) true
#else
#define edgeTakes(e) (e >= edgeEpoch)
#endif

inline land(k, e) {
    if
    :: (k == FENCE || k == UNFENCE || k == SHIFT) && !edgeTakes(e) -> refused = 1
    :: k == FENCE && edgeTakes(e) ->
        HOLDS_I4(!(state == Idle || state == Proposed || state == Approved || state == Aborted) || fenced || leftFenced);
        edgeEpoch = e; fenced = 1
    :: k == UNFENCE && edgeTakes(e) ->
        HOLDS_I1(!promoted || waived);
        edgeEpoch = e; fenced = 0
    :: k == SHIFT && edgeTakes(e) ->
        HOLDS_I3(proven);
        HOLDS_I4(promoted);
        edgeEpoch = e; shifted = 1
    :: k == PROMOTE ->
        HOLDS_I10(ponr);
        HOLDS_I2(fenced || waived);
        promoted = 1
    fi
}

/* Where the readings of the fence are asked. */
#define trusted (fence == Done && (state == Armed || state == Committing || (state == Stuck && stuckFrom == Committing)))

active proctype World() {
end:
    do
    :: atomic { air[FENCE] != 0 -> land(FENCE, air[FENCE]); air[FENCE] = 0; refused = 0 }
    :: atomic { air[UNFENCE] != 0 -> land(UNFENCE, air[UNFENCE]); air[UNFENCE] = 0; refused = 0 }
    :: atomic { air[PROMOTE] != 0 -> land(PROMOTE, air[PROMOTE]); air[PROMOTE] = 0; refused = 0 }
#ifndef LATE
    :: atomic { !quiet && openToVotes && loss == 0 && g5 != OPEN -> loss = 1 }
    :: atomic { !quiet && loss == 1 -> loss = 0 }
    :: atomic { !quiet && state == Armed && by[0] != NOBODY && !expired -> expired = 1 }
#endif
    :: atomic { !quiet && (state == Armed || state == Held) && !limitOver -> limitOver = 1 }
    :: atomic {
        if
        :: overdue -> skip                                                      /* a wake-up */
#ifndef LATE
        :: !quiet && trusted && g5 != CLOSED -> g5 = CLOSED                     /* readings of the fence: refuted, */
        :: !quiet && trusted && g5 == OPEN -> g5 = UNKNOWN                      /* too old, */
        :: !quiet && trusted && g5 != OPEN && fenced -> g5 = OPEN               /* proven again */
        :: !quiet && state == Restored -> check = Pending; state = Verifying    /* signals fail */
#endif
        fi;
        settle() }
    od
}

#ifdef QUIET
/* From any moment on the world may keep still: then whatever runs must come to one of these ends. */
active proctype Ends() {
    quiet = 1;
    (state == Idle || state == Aborted || state == Reconciled || state == Stuck);
end:
    false
}
#else
/* Changes nothing: where the second assignment was never made the state was never reached, and check.sh looks for that. */
active proctype Words() {
end:
    do
    :: atomic { state == Idle -> refused = 0; what = 0 }
    :: atomic { state == Proposed -> refused = 0; what = 0 }
    :: atomic { state == Approved -> refused = 0; what = 0 }
    :: atomic { state == Preparing -> refused = 0; what = 0 }
    :: atomic { state == Halted -> refused = 0; what = 0 }
    :: atomic { state == Held -> refused = 0; what = 0 }
    :: atomic { state == Armed -> refused = 0; what = 0 }
    :: atomic { state == Aborting -> refused = 0; what = 0 }
    :: atomic { state == Aborted -> refused = 0; what = 0 }
    :: atomic { state == Committing -> refused = 0; what = 0 }
    :: atomic { state == Verifying -> refused = 0; what = 0 }
    :: atomic { state == Stuck -> refused = 0; what = 0 }
    :: atomic { state == Restored -> refused = 0; what = 0 }
    :: atomic { state == Reconciled -> refused = 0; what = 0 }
    od
}
#endif
