using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>Reads the plainest sort of PNG: eight bits of red, green, blue and alpha, rows without a filter.</summary>
internal static class Png
{
    internal static IReadOnlyList<(byte Red, byte Green, byte Blue, byte Alpha)> Read(byte[] file, out int width, out int height)
    {
        if (!file.AsSpan(0, 8).SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
        {
            throw new InvalidDataException("This is no PNG.");
        }

        using var packed = new MemoryStream();
        (width, height) = (0, 0);
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var body = file.AsSpan(at + 8, length);
            switch (Encoding.ASCII.GetString(file, at + 4, 4))
            {
                case "IHDR":
                    (width, height) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]));
                    if (body[8] != 8 || body[9] != 6)
                    {
                        throw new InvalidDataException("Not eight bits of red, green, blue and alpha.");
                    }

                    break;
                case "IDAT":
                    packed.Write(body);
                    break;
            }

            at += 12 + length;
        }

        packed.Position = 0;
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        var pixels = new List<(byte, byte, byte, byte)>();
        var row = new byte[1 + (width * 4)];
        for (var y = 0; y < height; y++)
        {
            rows.ReadExactly(row);
            if (row[0] != 0)
            {
                throw new InvalidDataException("A row has a filter.");
            }

            for (var x = 1; x < row.Length; x += 4)
            {
                pixels.Add((row[x], row[x + 1], row[x + 2], row[x + 3]));
            }
        }

        return pixels;
    }
}
