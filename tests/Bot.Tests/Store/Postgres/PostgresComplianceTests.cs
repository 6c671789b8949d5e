using Xunit;

namespace IncidentBot.Bot.Tests.Store.Postgres;

public sealed class PostgresComplianceTests : StoreCompliance
{
    private protected override IStoreUnderTest Open(ManualTime clock)
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Absent);
        return new PostgresUnderTest(clock);
    }
}
