using System.Net;
using System.Text;
using IncidentBot.Chat;
using IncidentBot.Chat.Local;
using IncidentBot.Store;
using Microsoft.Data.Sqlite;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Local;

public sealed class LocalChatGuardTests
{
    private const string Line = """{"person":"ines","text":"/incident status","delivery":"d"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Host", "rebound.example.org", "host name")]
    [InlineData("Host", "192.168.0.10", "host name")]
    [InlineData("Origin", "https://evil.example.org", "another site")]
    [InlineData("Origin", "null", "another site")]
    [InlineData("Sec-Fetch-Site", "cross-site", "another site")]
    [InlineData("Sec-Fetch-Site", "same-site", "another site")]
    public async Task A_page_of_another_site_may_neither_post_nor_read(string header, string value, string reason)
    {
        await using var server = await LocalChatServer.Start(Cancel);
        await server.Chat.OpenRoom(new RoomRequest("inc-1", "incident", "t", []), "e1", Cancel);

        foreach (var (method, path) in new[] { ("POST", "/chat/rooms/inc-1/say"), ("GET", "/chat/rooms"), ("GET", "/chat/stream?person=ines"), ("GET", "/") })
        {
            var (status, body) = await Send(server, method, path, (header, value));
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Contains(reason, body, StringComparison.Ordinal);
        }

        Assert.Empty(server.Inbox.Items);
    }

    [Fact]
    public async Task A_form_of_another_site_cannot_name_the_right_type()
    {
        await using var server = await LocalChatServer.Start(Cancel);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var form = new StringContent(Line, Encoding.UTF8, "text/plain");

        using var answer = await http.PostAsync(new Uri("/chat/rooms/inc-1/say", UriKind.Relative), form, Cancel);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task The_own_page_and_a_configured_host_may()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var settings = LocalChatServer.Settings(folder);
        settings["Chat:Local:Hosts:0"] = "bot.example.org";
        await using var server = await LocalChatServer.Start(Cancel, folder, settings: settings);
        await server.Chat.OpenRoom(new RoomRequest("inc-1", "incident", "t", []), "e1", Cancel);

        Assert.Equal(HttpStatusCode.Accepted, (await Send(server, "POST", "/chat/rooms/inc-1/say", ("Origin", server.Address.GetLeftPart(UriPartial.Authority)))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Send(server, "GET", "/", ("Host", "bot.example.org"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Send(server, "GET", "/", ("Host", "[::1]:8080"))).Status);
    }

    [Theory]
    [InlineData("true", "no personas")]
    [InlineData("false", "switched off")]
    public async Task Without_personas_page_and_endpoints_are_refused_with_the_reason(string enabled, string reason)
    {
        var settings = new Dictionary<string, string?> { ["Store:Folder"] = Directory.CreateTempSubdirectory().FullName, ["Chat:Local:Enabled"] = enabled };
        await using var server = await LocalChatServer.Start(Cancel, settings: settings);

        foreach (var path in new[] { "/", "/chat/rooms", "/chat/stream" })
        {
            var (status, body) = await Send(server, "GET", path);
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Contains(reason, body, StringComparison.Ordinal);
            Assert.Contains("Chat:Local:Personas", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_runs_nothing_but_its_own_files()
    {
        await using var server = await LocalChatServer.Start(Cancel);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var answer = await http.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        var page = await answer.Content.ReadAsStringAsync(Cancel);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        foreach (var name in typeof(LocalChat).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".js", StringComparison.Ordinal)))
        {
            using var script = new StreamReader(typeof(LocalChat).Assembly.GetManifestResourceStream(name)!);
            var text = await script.ReadToEndAsync(Cancel);
            Assert.All(["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"], banned => Assert.DoesNotContain(banned, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void All_faults_of_the_options_are_named_at_once()
    {
        var options = new LocalChatOptions { Enabled = true, Personas = { new() { Id = "Ines", Name = "" }, new() { Id = "a", Name = "A" }, new() { Id = "a", Name = "B" } }, Hosts = { "http://x" } };

        var faults = new LocalChatOptionsValidator().Validate(null, options).Failures!.ToList();

        Assert.Equal(4, faults.Count);
        Assert.Contains(faults, f => f.Contains("Personas:0:Id", StringComparison.Ordinal) && f.Contains("\"Ines\"", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("Personas:0:Name", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("\"a\" 2 times", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("http://x", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rooms_and_messages_survive_a_restart()
    {
        var first = await LocalChatServer.Start(Cancel);
        await first.Chat.OpenRoom(new RoomRequest("inc-1", "incident", "t", []), "e1", Cancel);
        var id = await first.Chat.Post("inc-1", new("state", "fenced"), "k1", Cancel);
        await first.DisposeAsync();

        await using var second = await LocalChatServer.Start(Cancel, first.Folder);

        Assert.Equal("inc-1", (await second.Chat.OpenRoom(new RoomRequest("inc-1", "incident", "t", []), "e1", Cancel)).Room);
        Assert.Equal(id, await second.Chat.Post("inc-1", new("state", "fenced"), "k1", Cancel));
    }

    [Fact]
    public void A_file_of_a_newer_program_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        new ChatFile(folder).Dispose();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "local-chat.db")};Pooling=False"))
        {
            connection.Open();
            using var newer = new SqliteCommand("PRAGMA user_version = 2", connection);
            newer.ExecuteNonQuery();
        }

        Assert.Contains("schema 2", Assert.Throws<StoreUnavailableException>(() => new ChatFile(folder)).Message, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Body)> Send(LocalChatServer server, string method, string path, (string Name, string Value)? header = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Address, path));
        if (method == "POST")
        {
            request.Content = new StringContent(Line, Encoding.UTF8, "application/json");
        }

        if (header is { } h)
        {
            request.Headers.TryAddWithoutValidation(h.Name, h.Value);
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
