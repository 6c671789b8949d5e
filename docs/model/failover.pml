/* The protocol that guards the point of no return: two nodes, one log, people, and a world in which calls come late.
 * README.md says what is left out, and which guard of the code each NO_... switch takes away. Run it with check.sh. */

/* The words of the code: FailoverState and StepStatus. A test compares them. */
mtype:FailoverState = { Idle, Proposed, Approved, Preparing, Halted, Held, Armed, Aborting, Aborted,
    Committing, Verifying, Stuck, Restored, Reconciled }
mtype:StepStatus = { Pending, Started, Done, Failed, Unknown, Skipped, Undoing, Undone, UndoFailed }

/* Spin names the variable when an assertion fails. With -DONLY=n only invariant n is asserted. */
bool I1 = true, I2 = true, I3 = true, I4 = true, I5 = true, I6 = true, I9 = true, I10 = true;
#ifdef ONLY
#define ASKED(n) (ONLY == n)
#else
#define ASKED(n) true
#endif
#define HOLDS(n, name, ok) name = (!ASKED(n) || (ok)); assert(name)
#define HOLDS_I1(ok) HOLDS(1, I1, ok)
#define HOLDS_I2(ok) HOLDS(2, I2, ok)
#define HOLDS_I3(ok) HOLDS(3, I3, ok)
#define HOLDS_I4(ok) HOLDS(4, I4, ok)
#define HOLDS_I5(ok) HOLDS(5, I5, ok)
#define HOLDS_I6(ok) HOLDS(6, I6, ok)
#define HOLDS_I9(ok) HOLDS(9, I9, ok)
#define HOLDS_I10(ok) HOLDS(10, I10, ok)

/* ---- The log, folded ---- */
bit open;                               /* the service's open incident */
mtype:FailoverState state = Idle;
mtype:FailoverState stuckFrom = Idle;   /* Idle: not stuck */
byte proposals;                         /* how many there were; two at most here */
byte epoch;                             /* handed to steps */
byte lastEpoch;                         /* of the service */
bit ponr;                               /* CommittedAt is set */
bit regained, looked;                   /* while Held: authority is complete again; the fence was proven since */
bit standingDown;                       /* two persons asked for it */
mtype:StepStatus fence = Pending, promote = Pending, shift = Pending, check = Pending;
bit effect;                             /* EffectPossible of the fence: an abort must undo it */
bit again;                              /* the fence's attempt is not the first */
bit proven;                             /* a probe has proven the promotion */
bit inDoubt;                            /* EffectPossible of the promotion */
bit repeated;                           /* the promotion's attempt is not the first */

#define NOBODY 0
#define PROPOSER 1                      /* and commander */
#define ANNA 2                          /* may fill both required roles */
#define BEN 3                           /* may fill the second */
byte by[2];                             /* who fills each required role */
byte limit[2];                          /* the loss that approval accepts, plus one */
bit waived;                             /* G5, by two persons */

#define CLOSED 0
#define UNKNOWN 1
#define OPEN 2
byte g5;                                /* what the readings say of the fence */

/* ---- Time, which the log learns of only when somebody looks ---- */
byte loss;                              /* N95: grows while writes are not proven to be off */
bit expired;                            /* the approval in the first role ran out */
bit limitOver;                          /* of Armed or Held */

/* ---- The world ---- */
bit fenced, promoted, shifted;
byte edgeEpoch;                         /* the edge refuses what is older than it has seen */
/* What a run does; the first three may land after their sender has given them up. */
#define FENCE 0
#define UNFENCE 1
#define PROMOTE 2
#define SHIFT 3
#define CHECK 4
#define STANDDOWN 5
byte air[3];                            /* the epoch of a call that its sender has given up, and that may yet land */
bit leftFenced;                         /* a person passed over an undo that failed */

/* ---- What only the checker knows ---- */
bit licence;                            /* the promotion may begin once more: by the press, or by a person's order */
#ifdef QUIET
bit quiet;                              /* from here on nothing disturbs: whatever runs must come to rest */
#else
#define quiet false
#endif

bit oldCard;                            /* the approval in the first role came from the card of an older proposal */

#include "rules.pml"
#include "people.pml"
#include "world.pml"
#include "runner.pml"
