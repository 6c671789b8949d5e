using IncidentBot.Chat;
using IncidentBot.Workflow;

namespace IncidentBot.Bot.Tests.Chat.Local;

/// <summary>A card as a commander meets it at the worst moment, in the order of the decision.</summary>
internal static class SampleCards
{
    internal static Card Incident(DateTimeOffset now) => new(
        "INC-1", "checkout: writes failing in us-east-1", CardTone.Bad, "DRILL", now.AddSeconds(-3),
        [
            new("Verdict",
            [
                new(CardTone.Warning, "▲", "Ungraceful failover is permitted: total region loss",
                    "Classified by Rosa Lindqvist 4 min ago: API and console unreachable from 3 observers, provider confirms"),
                new(CardTone.Bad, "✕", "Not ready to promote: 1 gate closed, 1 unknown, 1 approval missing"),
            ]),
            new("Clock",
            [
                new(CardTone.Warning, "◷", $"Last approval at {Durations.Clock(now.AddSeconds(462))} to keep the RTO of 30 min",
                    "n = 24 drills, newest 12 d; bounds p90 with confidence 0.92", Until: now.AddSeconds(462)),
                new(CardTone.Warning, "◷", $"Ask the executive by {Durations.Clock(now.AddSeconds(52))}", "A_p90 = 5 min 30 s", Until: now.AddSeconds(52)),
                new(CardTone.Plain, "·", $"Impact began {Durations.Clock(now.AddSeconds(-848))}", "earliest breaching datapoint", Since: now.AddSeconds(-848)),
            ]),
            new("Data at risk",
            [
                new(CardTone.Warning, "▲", "18.4 s of writes: about 2,960 records, at most 4,200", "€ 88,800 to € 126,000 at € 30 a record · W_p50 161/s, bound W_max 226/s + 41 in flight"),
                new(CardTone.Plain, "·", $"Window {Durations.Clock(now.AddSeconds(-537))} to {Durations.Clock(now.AddSeconds(-519))}, frozen by the fence", "lag sampled at the last heartbeat", Since: now.AddSeconds(-519)),
            ]),
            new("Waiting or moving",
            [
                new(CardTone.Plain, "=", "Waiting 10 min is right only if you believe it is at least 63 % likely to recover by then"),
            ]),
            new("Gates",
            [
                new(CardTone.Bad, "✕", "G15 people told: closed", "no update with loss window and ETA is drafted · comms lead: Rosa Lindqvist"),
                new(CardTone.Unknown, "?", "G7 target data healthy: unknown", "replica status is older than 2 min · data owner: Dana Whitfield", Since: now.AddSeconds(-134)),
                new(CardTone.Good, "✓", "G1 failure mode: open", "region loss permits failover", Since: now.AddSeconds(-251)),
                new(CardTone.Good, "✓", "G2 outage confirmed: open", "3 of 3 observers, one outside both regions", Since: now.AddSeconds(-11)),
                new(CardTone.Good, "✓", "G4 RPO: open", "18.4 s <= 60 s", Since: now.AddSeconds(-3)),
                new(CardTone.Good, "✓", "G5 old primary fenced: open", "epoch 7, write refused by the old primary", Since: now.AddSeconds(-9)),
            ]),
            new("Approvals",
            [
                new(CardTone.Good, "✓", "Commander: Ines Okafor", "up to 60 s and 5,000 records, expires", Until: now.AddSeconds(421)),
                new(CardTone.Good, "✓", "Data owner: Dana Whitfield", "up to 45 s and 4,500 records, expires", Until: now.AddSeconds(497)),
                new(CardTone.Warning, "○", "Executive: missing", "asked Elias Brandt", Since: now.AddSeconds(-95)),
            ]),
            new("Steps",
            [
                new(CardTone.Good, "✓", "1 fence writes in us-east-1", "took 6.2 s · reversible"),
                new(CardTone.Good, "✓", "2 scale eu-west-1 to 48 nodes", "took 1 min 51 s · reversible"),
                new(CardTone.Plain, "▶", "3 drain queue checkout-orders", "p50 40 s, p90 1 min 20 s · reversible", Since: now.AddSeconds(-17)),
                new(CardTone.Bad, "■", "4 promote eu-west-1: POINT OF NO RETURN", "p50 1 min 5 s, p90 2 min 10 s · cannot be undone"),
                new(CardTone.Plain, "○", "5 shift traffic by accelerator dial", "p50 25 s, p90 45 s"),
            ]),
        ],
        [
            new("b-approve", "Approve", CardButtonStyle.Primary, Hint: true, Form: new(
                "Approve the failover to eu-west-1",
                "You accept a loss of at most this much. If it grows beyond, your approval is void by itself.",
                "Approve",
                [
                    new("records", "Records, at most", "number", "4200", true, "The bound shown now is 4,200", []),
                    new("seconds", "Seconds of writes, at most", "number", "45", true, "", []),
                    new("reason", "Reason", "long-text", "", true, "One sentence that the review will read", []),
                ])),
            new("b-reject", "Reject", CardButtonStyle.Plain, Form: new(
                "Reject the proposal", "Every vote is void after this.", "Reject",
                [new("reason", "Reason", "choice", "the loss is too high", true, "", ["the loss is too high", "wait for the provider", "wrong failure mode"])])),
            new("b-refresh", "Refresh", CardButtonStyle.Plain),
            new("b-abort", "Abort", CardButtonStyle.Danger, Confirm: "Abort and undo the 2 finished steps, un-fencing last?"),
        ]);

    internal static Card Long(int sections, DateTimeOffset now) => new(
        "INC-50", "many parts", CardTone.Unknown, "", now,
        [.. Enumerable.Range(1, sections).Select(n => new CardSection($"Part {n}", [new(CardTone.Unknown, "?", $"line of part {n}")]))], []);
}
