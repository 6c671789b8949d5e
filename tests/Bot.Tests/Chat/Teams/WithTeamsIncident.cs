namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>The whole bot in Teams, and an incident that has its room.</summary>
public abstract class WithTeamsIncident : WithTeamsBot
{
    private protected string room = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        room = await bot.Declare("ines", Cancel);
    }
}
