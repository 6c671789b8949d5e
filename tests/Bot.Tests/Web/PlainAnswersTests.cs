using System.Net;
using IncidentBot.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IncidentBot.Bot.Tests.Web;

public sealed class PlainAnswersTests
{
    [Theory]
    [InlineData("GET", "/nowhere", 404, "There is nothing at this address.\n")]
    [InlineData("PUT", "/health/live", 405, "This address takes GET, not PUT.\n")]
    [InlineData("GET", "/bug", 500, "The bot failed to answer; its log says why. Try again, and report it if it stays.\n")]
    [InlineData("GET", "/long", 413, "The request is too large.\n")]
    [InlineData("GET", "/said", 403, "own words")]
    public async Task Every_refusal_has_a_sentence_and_none_shows_the_programs_inside(string method, string path, int status, string text)
    {
        var cancel = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        await using var app = builder.Build();
        app.UseWeb().MapWeb();
        app.MapGet("/bug", IResult () => throw new InvalidOperationException("inside"));
        app.MapGet("/long", IResult () => throw new BadHttpRequestException("inside", StatusCodes.Status413PayloadTooLarge));
        app.MapGet("/said", () => Results.Text("own words", statusCode: 403));
        await app.StartAsync(cancel);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), app.Urls.Single() + path);
        using var answer = await http.SendAsync(request, cancel);
        Assert.Equal(((HttpStatusCode)status, text), (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel)));
    }
}
