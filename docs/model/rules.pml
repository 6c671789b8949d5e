/* What follows from time and facts alone (Consequences, Authority, Undoing), and the compare at the append. */

#define openToVotes (state == Proposed || state == Approved || state == Preparing || state == Halted || state == Held || state == Armed)
#define complete (by[0] != NOBODY && by[1] != NOBODY)
#define settledFence (fence == Done || fence == Skipped)
#define settledShift (shift == Done || shift == Skipped)
#define fencePasses (g5 == OPEN || waived)

#ifdef NO_EXPIRY
#define ranOut false
#else
#define ranOut (by[0] != NOBODY && expired)
#endif
#ifdef NO_CEILING
#define outgrown(r) false
#else
#define outgrown(r) (by[r] != NOBODY && loss >= limit[r])
#endif
#ifdef NO_ARMED_LIMIT
#define armedOver false
#else
#define armedOver (state == Armed && limitOver)
#endif
#ifdef NO_HOLD_LIMIT
#define heldOver false
#else
#define heldOver (state == Held && limitOver)
#endif

/* Decide.On settles before every command: a command on an overdue log is one after a wake-up. */
#define overdue ((openToVotes && (ranOut || outgrown(0) || outgrown(1))) || armedOver || heldOver)

/* ---- Two nodes, each with one decision that is made and not yet appended ---- */
#define NOTHING 0
#define DECLARE 1
#define PROPOSE 2
#define PRESS 3
#define ABORT 4
#define REVOKE 5
byte pending[2];
byte said[2];           /* the typed bound, or the role that is given back */
byte taken[2];          /* the epoch that the decision takes */

inline forget(n) { pending[n] = NOTHING; said[n] = 0; taken[n] = 0 }

/* Every append moves the version on. What another node has decided on the old one will be a conflict and is
 * decided again; it is forgotten at once here, which is the same and keeps the search small. */
inline appended() {
#ifndef NO_COMPARE
    forget(0); forget(1)
#else
    skip
#endif
}

/* ---- Settling ---- */
inline drop(r) {
    by[r] = NOBODY; limit[r] = 0; regained = 0; looked = 0;
    if :: r == 0 -> expired = 0; oldCard = 0 :: else fi
}

inline fallBack() {
    if
    :: !complete && state == Approved -> state = Proposed
    :: !complete && (state == Preparing || state == Halted || state == Armed) -> state = Held; limitOver = 0
    :: else
    fi
}

inline forgetSteps() {
    fence = Pending; promote = Pending; shift = Pending; check = Pending; effect = 0; again = 0; proven = 0; inDoubt = 0; repeated = 0
}

inline finishAbort() {
    if
    :: state == Aborting && fence == UndoFailed -> state = Stuck; stuckFrom = Aborting
    :: state == Aborting && fence != UndoFailed && fence != Started && fence != Undoing && !effect ->
        HOLDS_I4(!fenced || leftFenced);
        state = Aborted; forgetSteps(); waived = 0
    :: else
    fi
}

inline beginAbort(e) {
#ifndef NO_EPOCH_FOR_UNDO
    HOLDS_I1(e > lastEpoch);
    lastEpoch = e; epoch = lastEpoch;
#else
    HOLDS_I1(epoch > edgeEpoch || !effect);
#endif
    drop(0); drop(1);
    state = Aborting; stuckFrom = Idle; ponr = 0; standingDown = 0; limitOver = 0; licence = 0;
    finishAbort()
}

inline arm() {
    HOLDS_I4(!(state == Held && limitOver));
    state = Armed; regained = 0; looked = 0; limitOver = 0
}

inline settle() {
    d_step {
        if :: openToVotes && (ranOut || outgrown(0)) -> drop(0) :: else fi;
        if :: openToVotes && outgrown(1) -> drop(1) :: else fi;
        fallBack();
        if :: armedOver -> state = Held; limitOver = 0; drop(0); drop(1) :: else fi;
        if :: heldOver -> beginAbort(lastEpoch + 1) :: else fi;
        if
        :: state == Held && regained && fence != Started && !settledFence -> state = Preparing; regained = 0; looked = 0; limitOver = 0
        :: state == Held && regained && (fence == Skipped || (fence == Done && looked)) -> arm()
        :: else
        fi;
        if
        :: state == Preparing && (fence == Failed || fence == Unknown) -> state = Halted
        :: state == Preparing && settledFence -> arm()
        :: state == Committing && (promote == Failed || promote == Unknown || (promote == Done && shift == Failed)) ->
            state = Stuck; stuckFrom = Committing
        :: state == Committing && promote == Done && settledShift && proven -> state = Verifying
        :: else
        fi;
        if
        :: state == Verifying && check == Failed -> state = Stuck; stuckFrom = Verifying
        :: state == Verifying && (check == Done || check == Skipped) -> state = Restored
        :: else
        fi;
        finishAbort();
        HOLDS_I6(state != Armed || (loss < limit[0] && loss < limit[1]));
        appended()
    }
}
