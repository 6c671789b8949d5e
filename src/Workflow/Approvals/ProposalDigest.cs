using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Approvals;

/// <summary>
/// SHA-256 over the canonical JSON (RFC 8785) of {plan steps, target, mode, policy version, epoch, id and hash of the snapshot}:
/// what was approved is what runs, or nothing runs. Lower-case hex.
/// </summary>
/// <remarks>
/// Plans and snapshots are never changed once made, so each object's last digest is kept with it. What is kept belongs to that very
/// object: a copy, a plan attached anew, and the same plan read again from the log are other objects, and hashed anew.
/// </remarks>
public static class ProposalDigest
{
    private static readonly ConditionalWeakTable<FailoverPlan, Known> OfPlans = [];
    private static readonly ConditionalWeakTable<DecisionSnapshot, string> OfSnapshots = [];

    /// <summary>The digest of what would run.</summary>
    public static string Of(FailoverPlan plan, FailureMode mode, long epoch, string proposalId, string snapshotHash) =>
        Of(plan, new Rest(mode, epoch, proposalId, snapshotHash));

    /// <summary>The hash of a snapshot's canonical JSON.</summary>
    public static string Of(DecisionSnapshot snapshot) => OfSnapshots.GetValue(snapshot, Hash);

    private static string Of(FailoverPlan plan, Rest rest)
    {
        if (OfPlans.TryGetValue(plan, out var known) && known.Rest == rest)
        {
            return known.Digest;
        }

        var digest = Hash(new
        {
            steps = plan.Steps,
            target = plan.Target,
            mode = rest.Mode,
            policyVersion = plan.Version,
            policy = plan.Approvals,
            gates = plan.Gates,
            epoch = rest.Epoch,
            proposalId = rest.ProposalId,
            snapshotHash = rest.SnapshotHash,
        });
        OfPlans.AddOrUpdate(plan, new Known(rest, digest));
        return digest;
    }

    private static string Hash<T>(T value) =>
        Convert.ToHexStringLower(SHA256.HashData(
            Encoding.UTF8.GetBytes(CanonicalJson.Canonicalise(JsonSerializer.Serialize(value, WorkflowJson.Options)))));

    private sealed record Rest(FailureMode Mode, long Epoch, string ProposalId, string SnapshotHash);

    private sealed record Known(Rest Rest, string Digest);
}
