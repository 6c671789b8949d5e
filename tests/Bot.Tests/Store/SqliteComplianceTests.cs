namespace IncidentBot.Bot.Tests.Store;

public sealed class SqliteComplianceTests : StoreCompliance
{
    private protected override IStoreUnderTest Open(ManualTime clock) => new SqliteUnderTest(clock);
}
