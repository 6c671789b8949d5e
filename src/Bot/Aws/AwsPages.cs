using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Aws;

/// <summary>All pages of an answer; a token may come with a page that holds nothing.</summary>
internal static class AwsPages
{
    private const int Most = 200;

    /// <summary>The pages in order, or why not all of them could be had: then none counts.</summary>
    internal static async Task<(IReadOnlyList<JsonElement> Pages, AwsAnswer? Trouble)> Pages(
        this AwsClient aws, AwsApi api, string region, string operation, JsonObject request, CancellationToken cancel)
    {
        var pages = new List<JsonElement>();
        string? token = null;
        while (pages.Count < Most)
        {
            if (token is not null)
            {
                request["NextToken"] = token;
            }

            var answer = await aws.Call(api, region, operation, request, cancel);
            if (answer.Body is not { } page)
            {
                return ([], answer);
            }

            pages.Add(page);
            var next = page.Text("NextToken");
            if (string.IsNullOrEmpty(next))
            {
                return (pages, null);
            }

            if (next == token)
            {
                break;
            }

            token = next;
        }

        return ([], AwsAnswer.Trouble($"{operation} has no end: its pages repeat, or are more than {Most}"));
    }
}
