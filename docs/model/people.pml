/* What people order, through either node. What can race is decided and appended in two moves; the rest in one. */

bit card;               /* Anna has the card of an older proposal open */

/* ---- The guards ---- */
#ifdef NO_ONE_OPEN
#define mayDeclare true
#else
#define mayDeclare (!open)
#endif
#ifdef NO_SLOT
#define mayPropose (open && proposals < 2 && state != Committing && state != Reconciled && state != Restored && state != Verifying)
#else
#define mayPropose (open && proposals < 2 && (state == Idle || state == Aborted))
#endif
#ifdef NO_PROPOSER_EXCLUDED
#define mayVote(p) true
#else
#define mayVote(p) (p != PROPOSER)
#endif
#ifdef NO_ONE_ROLE_EACH
#define distinct true
#define oneRole(p, r) true
#else
#define distinct (by[0] != by[1])
#define oneRole(p, r) (by[1 - r] != p)
#endif
#ifdef NO_G5_AT_PRESS
#define pressG5 true
#else
#define pressG5 fencePasses
#endif
#ifdef NO_TYPED_BOUND
#define typedCovers(n) true
#else
#define typedCovers(n) (loss <= n)
#endif
#ifdef NO_TYPED_WITHIN_CEILINGS
#define typedWithin(n) true
#else
#define typedWithin(n) (n < limit[0] && n < limit[1])
#endif
#ifdef NO_G5_AT_RETRY
#define retryG5 true
#else
#define retryG5 fencePasses
#endif

#ifdef NO_DOUBT_BEFORE_STAND_DOWN
#define mayYetCome false
#else
#define mayYetCome inDoubt
#endif

#define mayPress(n) (state == Armed && complete && mayVote(by[0]) && distinct && typedCovers(n) && typedWithin(n) && pressG5)

inline decide(n, command, word) {
    pending[n] = command; said[n] = word;
    taken[n] = ((command == PROPOSE || command == ABORT) -> lastEpoch + 1 : 0)
}

inline press(n, bound) {
    HOLDS_I5(!expired);
    HOLDS_I6(loss <= bound && loss < limit[0] && loss < limit[1]);
    HOLDS_I4(!limitOver);
    decide(n, PRESS, bound)
}

inline evolve(n) {
    if
    :: pending[n] == DECLARE -> HOLDS_I9(!open); open = 1
    :: pending[n] == PROPOSE ->
        HOLDS_I9(state == Idle || state == Aborted);
        HOLDS_I1(taken[n] > lastEpoch);
        lastEpoch = taken[n]; epoch = taken[n]; proposals++; state = Proposed; stuckFrom = Idle; waived = 0; g5 = CLOSED;
        drop(0); drop(1); forgetSteps();
        card = (proposals > 1)
    :: pending[n] == PRESS ->
        HOLDS_I5(complete && by[0] != by[1] && by[0] != PROPOSER && by[1] != PROPOSER && !oldCard);
        HOLDS_I6(said[n] < limit[0] && said[n] < limit[1]);
        HOLDS_I2(fencePasses);
        state = Committing; ponr = 1; limitOver = 0; licence = 1; loss = 0; drop(0); drop(1)
    :: pending[n] == ABORT -> beginAbort(taken[n])
    :: pending[n] == REVOKE -> drop(said[n]); fallBack()
    fi
}


#define calm (!overdue && !quiet)
#define idle(n) (pending[n] == NOTHING && calm)

/* The desk of each node: load and decide, then append. The nodes are alike, so which of them takes what does not matter: only what can race is given to both. */
active proctype Desks() {
end:
    do
    :: atomic { idle(0) && mayDeclare && proposals == 0 && state == Idle -> decide(0, DECLARE, 0) }
    :: atomic { idle(1) && mayDeclare && proposals == 0 && state == Idle -> decide(1, DECLARE, 0) }
    :: atomic { idle(0) && mayPropose -> decide(0, PROPOSE, 0) }
    :: atomic { idle(1) && mayPropose -> decide(1, PROPOSE, 0) }
#ifndef LATE
    :: atomic { idle(0) && mayPress(0) -> press(0, 0) }
#endif
    :: atomic { idle(0) && mayPress(1) -> press(0, 1) }
    :: atomic { idle(1) && state == Armed -> decide(1, ABORT, 0) }
#ifndef LATE
    :: atomic { idle(1) && state == Armed && by[0] != NOBODY -> decide(1, REVOKE, 0) }
    :: atomic { idle(1) && state == Armed && by[1] != NOBODY -> decide(1, REVOKE, 1) }
#endif
    :: atomic {
        if
        :: pending[0] != NOTHING -> evolve(0); forget(0)
        :: pending[1] != NOTHING -> evolve(1); forget(1)
        fi;
        settle() }
    :: atomic { pending[0] != NOTHING && !quiet -> forget(0) }                  /* crash */
    :: atomic { pending[1] != NOTHING && !quiet -> forget(1) }
    od
}

inline approve(p, r, most) {
    by[r] = p; limit[r] = most;
    if :: r == 0 -> expired = 0; oldCard = 0 :: else fi;
    if
    :: complete && state == Proposed -> state = Approved
    :: complete && state == Held && !regained -> regained = 1; looked = 0
    :: else
    fi
}

#define mayApprove(p, r, most) (openToVotes && loss < most && mayVote(p) && oneRole(p, r) && (by[r] == NOBODY || (by[r] == p && limit[r] != most)))

active proctype People() {
end:
    do
    :: atomic {
        if
        :: !overdue && openToVotes && (quiet || state != Armed) -> beginAbort(lastEpoch + 1)
#ifndef LATE
        :: calm && openToVotes && state != Armed && by[0] != NOBODY -> drop(0); fallBack()    /* revoke */
        :: calm && openToVotes && state != Armed && by[1] != NOBODY -> drop(1); fallBack()
#endif
        :: state == Restored -> state = Reconciled
#ifndef LATE
        :: calm && state == Proposed -> state = Idle; drop(0); drop(1)                     /* withdraw */
#endif
#ifdef LATE
        :: calm && openToVotes && !complete -> by[0] = ANNA; limit[0] = 2; approve(BEN, 1, 2)
#else
        :: calm && mayApprove(PROPOSER, 0, 2) -> approve(PROPOSER, 0, 2)
        :: calm && mayApprove(ANNA, 0, 1) -> approve(ANNA, 0, 1)
        :: calm && mayApprove(ANNA, 0, 2) -> approve(ANNA, 0, 2)
        :: calm && by[0] == ANNA && mayApprove(ANNA, 1, 2) -> approve(ANNA, 1, 2)
        :: calm && mayApprove(BEN, 1, 2) -> approve(BEN, 1, 2)
        :: calm && card && state == Proposed -> card = 0;                  /* her click on the old card */
#ifdef NO_CURRENT_CARD
            if :: mayApprove(ANNA, 0, 2) -> approve(ANNA, 0, 2); oldCard = 1 :: else fi
#else
            skip
#endif
#endif
        :: calm && state == Approved -> state = Preparing; forgetSteps() /* prepare */
#ifndef LATE
        :: calm && (state == Halted || (state == Stuck && stuckFrom == Committing)) && g5 != OPEN && !waived -> waived = 1
#endif
        :: calm && state == Halted -> fence = Pending; again = 1; state = Preparing /* retry */
        :: calm && state == Halted && fencePasses -> fence = Skipped; state = Preparing /* skip */
        :: calm && state == Stuck && stuckFrom == Committing && promote != Done && retryG5 && !standingDown ->
            HOLDS_I2(fencePasses);
            promote = Pending; repeated = 1; licence = 1; state = Committing; stuckFrom = Idle
        :: calm && state == Stuck && stuckFrom == Committing && promote == Done && !standingDown ->
            shift = (shift == Failed -> Pending : shift); state = Committing; stuckFrom = Idle
#ifndef LATE
        :: calm && state == Stuck && stuckFrom == Committing && promote == Done && shift == Failed ->
            shift = Skipped; state = Committing; stuckFrom = Idle
#endif
        :: calm && state == Stuck && stuckFrom == Verifying -> check = Pending; state = Verifying; stuckFrom = Idle
#ifndef LATE
        :: calm && state == Stuck && stuckFrom == Verifying -> check = Skipped; state = Verifying; stuckFrom = Idle
#endif
        :: calm && state == Stuck && stuckFrom == Aborting -> fence = Done; state = Aborting; stuckFrom = Idle
        :: calm && state == Stuck && stuckFrom == Aborting -> fence = Skipped; effect = 0; leftFenced = 1; state = Aborting; stuckFrom = Idle
#ifndef LATE
        :: calm && state == Stuck && ponr && !standingDown ->     /* takeover: done by hand */
            promote = Done; shift = Done; check = Pending; promoted = 1; shifted = 1; state = Verifying; stuckFrom = Idle
#endif
        :: calm && state == Stuck && stuckFrom == Committing && promote != Done && !standingDown && !mayYetCome && lastEpoch < 4 ->
            standingDown = 1                                          /* two persons agreed */
        fi;
        settle() }
#ifndef LATE
    :: atomic { card && state != Proposed -> card = 0 }
#endif
    od
}
