using IncidentBot.Workflow.Incidents;
using Xunit;
using static IncidentBot.Workflow.Incidents.IncidentPhase;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>The whole table of phases: each row leads where it says, and every pair that is no row is refused.</summary>
public sealed class IncidentTableTests
{
    private static readonly Dictionary<(IncidentPhase, IncidentTrigger), IncidentPhase> Rows = new()
    {
        [(Declared, IncidentTrigger.Investigate)] = Investigating,
        [(Declared, IncidentTrigger.Mitigate)] = Mitigating,
        [(Declared, IncidentTrigger.FalseAlarm)] = Closed,
        [(Declared, IncidentTrigger.Merge)] = Closed,
        [(Investigating, IncidentTrigger.Mitigate)] = Mitigating,
        [(Investigating, IncidentTrigger.Monitor)] = Monitoring,
        [(Investigating, IncidentTrigger.Resolve)] = Resolved,
        [(Investigating, IncidentTrigger.FalseAlarm)] = Closed,
        [(Investigating, IncidentTrigger.Merge)] = Closed,
        [(Mitigating, IncidentTrigger.Investigate)] = Investigating,
        [(Mitigating, IncidentTrigger.Monitor)] = Monitoring,
        [(Mitigating, IncidentTrigger.Resolve)] = Resolved,
        [(Mitigating, IncidentTrigger.FalseAlarm)] = Closed,
        [(Mitigating, IncidentTrigger.Merge)] = Closed,
        [(Monitoring, IncidentTrigger.Investigate)] = Investigating,
        [(Monitoring, IncidentTrigger.Mitigate)] = Mitigating,
        [(Monitoring, IncidentTrigger.Resolve)] = Resolved,
        [(Monitoring, IncidentTrigger.Merge)] = Closed,
        [(Resolved, IncidentTrigger.Reopen)] = Investigating,
        [(Resolved, IncidentTrigger.Close)] = Closed,
    };

    public static TheoryData<IncidentPhase, IncidentTrigger> Pairs
    {
        get
        {
            var data = new TheoryData<IncidentPhase, IncidentTrigger>();
            foreach (var phase in Enum.GetValues<IncidentPhase>())
            {
                foreach (var trigger in Enum.GetValues<IncidentTrigger>())
                {
                    data.Add(phase, trigger);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Each_pair_is_a_row_that_leads_where_it_says_or_is_refused(IncidentPhase phase, IncidentTrigger trigger)
    {
        if (Rows.TryGetValue((phase, trigger), out var to))
        {
            Assert.True(IncidentMachine.May(phase, trigger));
            Assert.Equal(to, IncidentMachine.After(phase, trigger));
        }
        else
        {
            Assert.False(IncidentMachine.May(phase, trigger));
            Assert.Throws<InvalidOperationException>(() => IncidentMachine.After(phase, trigger));
        }
    }
}
