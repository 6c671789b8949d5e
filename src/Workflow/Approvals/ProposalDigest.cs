using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Approvals;

/// <summary>
/// SHA-256 over the canonical JSON (RFC 8785) of {plan steps, target, mode, policy version, epoch, id and hash of the snapshot}:
/// what was approved is what runs, or nothing runs. Lower-case hex.
/// </summary>
public static class ProposalDigest
{
    /// <summary>The digest of what would run.</summary>
    public static string Of(FailoverPlan plan, FailureMode mode, long epoch, string proposalId, string snapshotHash) =>
        Hash(new
        {
            steps = plan.Steps,
            target = plan.Target,
            mode,
            policyVersion = plan.Version,
            policy = plan.Approvals,
            gates = plan.Gates,
            epoch,
            proposalId,
            snapshotHash,
        });

    /// <summary>The hash of a snapshot's canonical JSON.</summary>
    public static string Of(DecisionSnapshot snapshot) => Hash(snapshot);

    private static string Hash<T>(T value) =>
        Convert.ToHexStringLower(SHA256.HashData(
            Encoding.UTF8.GetBytes(CanonicalJson.Canonicalise(JsonSerializer.Serialize(value, WorkflowJson.Options)))));
}
