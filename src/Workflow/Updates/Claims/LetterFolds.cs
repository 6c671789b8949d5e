namespace IncidentBot.Workflow.Updates.Claims;

/// <summary>Characters that are a plain ASCII letter, digit or sign in other clothes: full-width, mathematical, circled, accented, ligatures.</summary>
/// <remarks>
/// Unicode's compatibility decomposition (NFKD), lower-cased, marks removed, where the outcome is ASCII; and the enclosed letters that
/// Unicode does not decompose. A table because <c>string.Normalize</c> returns its input unchanged under invariant globalization.
/// An item is the first code point in hexadecimal and then either ":" and one character for each code point from there, or "=" and
/// the several characters of that one code point.
/// </remarks>
internal static class LetterFolds
{
    private static readonly Dictionary<int, string> Table = Read();

    /// <summary>The ASCII form of a code point, or null if it has none.</summary>
    internal static string? Of(int codePoint) => Table.GetValueOrDefault(codePoint);

    private static Dictionary<int, string> Read()
    {
        var table = new Dictionary<int, string>();
        foreach (var item in Items.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var at = item.AsSpan().IndexOfAny(':', '=');
            var first = Convert.ToInt32(item[..at], 16);
            var text = item[(at + 1)..];
            if (item[at] == '=')
            {
                table[first] = text;
                continue;
            }

            for (var i = 0; i < text.Length; i++)
            {
                table[first + i] = text[i].ToString();
            }
        }

        return table;
    }

    private const string Items = """
        AA:a B2:23 B9:1o BC=1/4 BD=1/2 BE=3/4 C0:aaaaaa C6=ae C7:ceeeeiiii D1:nooooo D8:ouuuuy DF=ss E0:aaaaaa E6=ae E7:ceeeeiiii F1:nooooo
        F8:ouuuuy FF:yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii 132=ij 133=ij 134:jjkk 139:llllll 141:llnnnnnn 14C:oooooo 152=oe 153=oe
        154:rrrrrrsssssssstttt 168:uuuuuuuuuuuuwwyyyzzzzzzs 1A0:oo 1AF:uu 1C4=dz 1C5=dz 1C6=dz 1C7=lj 1C8=lj 1C9=lj 1CA=nj 1CB=nj 1CC=nj
        1CD:aaiioouuuuuuuuuu 1DE:aaaa 1E6:ggkkoooo 1F0:j 1F1=dz 1F2=dz 1F3=dz 1F4:gg 1F8:nnaa 200:aaaaeeeeiiiioooorrrruuuusstt 21E:hh
        226:aaeeooooooooyy 2B0:h 2B2:jr 2B7:wy 2E1:lsx 37E:; 1D2C:a 1D2E:b 1D30:de 1D33:ghijklmn 1D3C:o 1D3E:prtuwa 1D47:bde 1D4D:g 1D4F:km 1D52:o
        1D56:ptu 1D5B:v 1D62:iruv 1D9C:c 1DA0:f 1DBB:z
        1E00:aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy
        1E9B:s 1E9E=ss 1EA0:aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy 1FEF:` 2024:. 2025=..
        2026=... 203C=!! 2044:/ 2047=?? 2048=?! 2049=!? 2070:0i 2074:456789+ 207C:=()n0123456789+ 208C:=() 2090:aeox 2095:hklmnpst 20A8=rs 2100=a/c
        2101=a/s 2102:c 2105=c/o 2106=c/u 210A:ghhhh 2110:iill 2115:n 2116=no 2119:pqrrr 2120=sm 2121=tel 2122=tm 2124:z 2128:z 212A:kabc 212F:eef
        2133:mo 2139:i 213B=fax 2145:ddeij 2150=1/7 2151=1/9 2152=1/10 2153=1/3 2154=2/3 2155=1/5 2156=2/5 2157=3/5 2158=4/5 2159=1/6 215A=5/6
        215B=1/8 215C=3/8 215D=5/8 215E=7/8 215F=1/ 2160:i 2161=ii 2162=iii 2163=iv 2164:v 2165=vi 2166=vii 2167=viii 2168=ix 2169:x 216A=xi
        216B=xii 216C:lcdmi 2171=ii 2172=iii 2173=iv 2174:v 2175=vi 2176=vii 2177=viii 2178=ix 2179:x 217A=xi 217B=xii 217C:lcdm 2189=0/3 2260:=
        226E:<> 2460:123456789 2469=10 246A=11 246B=12 246C=13 246D=14 246E=15 246F=16 2470=17 2471=18 2472=19 2473=20 2474=(1) 2475=(2) 2476=(3)
        2477=(4) 2478=(5) 2479=(6) 247A=(7) 247B=(8) 247C=(9) 247D=(10) 247E=(11) 247F=(12) 2480=(13) 2481=(14) 2482=(15) 2483=(16) 2484=(17)
        2485=(18) 2486=(19) 2487=(20) 2488=1. 2489=2. 248A=3. 248B=4. 248C=5. 248D=6. 248E=7. 248F=8. 2490=9. 2491=10. 2492=11. 2493=12. 2494=13.
        2495=14. 2496=15. 2497=16. 2498=17. 2499=18. 249A=19. 249B=20. 249C=(a) 249D=(b) 249E=(c) 249F=(d) 24A0=(e) 24A1=(f) 24A2=(g) 24A3=(h)
        24A4=(i) 24A5=(j) 24A6=(k) 24A7=(l) 24A8=(m) 24A9=(n) 24AA=(o) 24AB=(p) 24AC=(q) 24AD=(r) 24AE=(s) 24AF=(t) 24B0=(u) 24B1=(v) 24B2=(w)
        24B3=(x) 24B4=(y) 24B5=(z) 24B6:abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0 2A74=::= 2A75=== 2A76==== 2C7C:jv 3250=pte 3251=21
        3252=22 3253=23 3254=24 3255=25 3256=26 3257=27 3258=28 3259=29 325A=30 325B=31 325C=32 325D=33 325E=34 325F=35 32B1=36 32B2=37 32B3=38
        32B4=39 32B5=40 32B6=41 32B7=42 32B8=43 32B9=44 32BA=45 32BB=46 32BC=47 32BD=48 32BE=49 32BF=50 32CC=hg 32CD=erg 32CE=ev 32CF=ltd 3371=hpa
        3372=da 3373=au 3374=bar 3375=ov 3376=pc 3377=dm 3378=dm2 3379=dm3 337A=iu 3380=pa 3381=na 3383=ma 3384=ka 3385=kb 3386=mb 3387=gb 3388=cal
        3389=kcal 338A=pf 338B=nf 338E=mg 338F=kg 3390=hz 3391=khz 3392=mhz 3393=ghz 3394=thz 3396=ml 3397=dl 3398=kl 3399=fm 339A=nm 339C=mm
        339D=cm 339E=km 339F=mm2 33A0=cm2 33A1=m2 33A2=km2 33A3=mm3 33A4=cm3 33A5=m3 33A6=km3 33A9=pa 33AA=kpa 33AB=mpa 33AC=gpa 33AD=rad 33B0=ps
        33B1=ns 33B3=ms 33B4=pv 33B5=nv 33B7=mv 33B8=kv 33B9=mv 33BA=pw 33BB=nw 33BD=mw 33BE=kw 33BF=mw 33C2=a.m. 33C3=bq 33C4=cc 33C5=cd 33C7=co.
        33C8=db 33C9=gy 33CA=ha 33CB=hp 33CC=in 33CD=kk 33CE=km 33CF=kt 33D0=lm 33D1=ln 33D2=log 33D3=lx 33D4=mb 33D5=mil 33D6=mol 33D7=ph 33D8=p.m.
        33D9=ppm 33DA=pr 33DB=sr 33DC=sv 33DD=wb 33FF=gal A7F2:cfq FB00=ff FB01=fi FB02=fl FB03=ffi FB04=ffl FB05=st FB06=st FB29:+ FE10:, FE13::;!?
        FE19=... FE30=.. FE33:__(){} FE47:[] FE4D:___, FE52:. FE54:;:?! FE59:(){} FE5F:#&*+ FE64:<>= FE68:\$%@ FF01:!"#$%&'()*+,
        FF0E:./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\]^_`abcdefghijklmnopqrstuvwxyz{ FF5D:}~ 107A5:q
        1D400:abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefg
        1D456:ijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyza 1D49E:cd 1D4A2:g 1D4A5:jk 1D4A9:nopq 1D4AE:stuvwxyzabcd
        1D4BB:f 1D4BD:hijklmn 1D4C5:pqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzab 1D507:defg 1D50D:jklmnopq 1D516:stuvwxy
        1D51E:abcdefghijklmnopqrstuvwxyzab 1D53B:defg 1D540:ijklm 1D546:o 1D54A:stuvwxy
        1D552:abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz
        1D7CE:01234567890123456789012345678901234567890123456789 1F100=0. 1F101=0, 1F102=1, 1F103=2, 1F104=3, 1F105=4, 1F106=5, 1F107=6, 1F108=7,
        1F109=8, 1F10A=9, 1F110=(a) 1F111=(b) 1F112=(c) 1F113=(d) 1F114=(e) 1F115=(f) 1F116=(g) 1F117=(h) 1F118=(i) 1F119=(j) 1F11A=(k) 1F11B=(l)
        1F11C=(m) 1F11D=(n) 1F11E=(o) 1F11F=(p) 1F120=(q) 1F121=(r) 1F122=(s) 1F123=(t) 1F124=(u) 1F125=(v) 1F126=(w) 1F127=(x) 1F128=(y) 1F129=(z)
        1F12B:cr 1F12D=cd 1F12E=wz 1F130:abcdefghijklmnopqrstuvwxyz 1F14A=hv 1F14B=mv 1F14C=sd 1F14D=ss 1F14E=ppv 1F14F=wc
        1F150:abcdefghijklmnopqrstuvwxyz 1F16A=mc 1F16B=md 1F16C=mr 1F170:abcdefghijklmnopqrstuvwxyz 1F190=dj 1F1E6:abcdefghijklmnopqrstuvwxyz
        1FBF0:0123456789
        """;
}
