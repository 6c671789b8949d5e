using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Bot.Tests.Store.Postgres;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Microsoft.Data.Sqlite;
using Xunit;

namespace IncidentBot.Acceptance.Faults;

/// <summary>The chat takes nothing, AWS hangs, throttles and answers 500, and the node that works is killed in the midst of it.</summary>
public sealed class ChatAndAwsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_chat_hangs_and_AWS_fails_in_every_way_the_other_goes_on_and_all_is_said_afterwards()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        await using var pair = await FaultPair.Begin(new PairTerms
        {
            Plans = "aws",
            Environment = _ => new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = "secret", ["AWS_EC2_METADATA_DISABLED"] = "true" },
        });
        var journey = new JourneyOne(pair);
        await journey.Approved();
        var tries = 0;
        pair.Outside.On("do/drain", async (http, apply) => await (++tries switch
        {
            1 => Killed(pair, http, apply),
            2 => Outside.Says(400, body: """{"__type":"com.amazonaws#ThrottlingException"}""")(http, apply),
            _ => Outside.Says(500, applied: true, body: "oh")(http, apply),
        }));

        await journey.Say("maya", "prepare");
        await using (await Hanging(pair))
        {
            await pair.Until(FailoverState.Armed);
        }

        Assert.True(tries >= 3 && await pair.Database.Term(Cancel) >= 2, $"{tries} tries, term {await pair.Database.Term(Cancel)}");
        Assert.Contains((await pair.Events()).OfType<IncidentEvent.StepFailed>(), e => e.Reason.Contains("throttles", StringComparison.Ordinal));
        await journey.Press();
        await journey.Resolve();
        await FaultOutcome.Holds(pair);
    }

    /// <summary>AWS hangs, and in the midst of that the node is killed.</summary>
    private static async Task Killed(FaultPair pair, Microsoft.AspNetCore.Http.HttpContext http, Action apply)
    {
        await pair.KillAndRestart(await pair.Database.Active(Cancel));
        await Outside.Hangs(applied: false)(http, apply);
    }

    /// <summary>A chat that takes nothing and does not say so: whoever posts waits.</summary>
    private static async Task<SqliteConnection> Hanging(FaultPair pair)
    {
        var chat = new SqliteConnection($"Data Source={Path.Combine(pair.Folder, "data", "local-chat.db")};Pooling=False");
        await chat.OpenAsync(Cancel);
        await using var hold = chat.CreateCommand();
        hold.CommandText = "BEGIN IMMEDIATE";
        await hold.ExecuteNonQueryAsync(Cancel);
        return chat;
    }
}
