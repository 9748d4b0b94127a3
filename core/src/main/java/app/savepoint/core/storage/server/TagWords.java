package app.savepoint.core.storage.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the words in parentheses and brackets after a game's name stand for.
///
/// Sources: No-Intro's naming convention (regions, languages, `Rev`, `Beta`, `Proto`, `Unl`),
/// Redump's (`Disc`, dates of builds), the codes of GoodTools (`(U)`, `(JUE)`, `[h1C]`, `[T+Ger]`,
/// `[!]`), and TOSEC's (`(US)`, `(en-fr)`, `(Disk 1 of 2)`, `[cr]`, `[tr de]`).
final class TagWords {
    private static final Set<String> REGIONS =
            words(
                    "argentina asia australia austria belgium brazil bulgaria canada chile china"
                            + " colombia croatia czech denmark europe export finland france germany"
                            + " greece hungary india indonesia ireland israel italy japan korea mexico"
                            + " netherlands norway peru poland portugal romania russia scandinavia"
                            + " serbia singapore slovakia spain sweden switzerland taiwan thailand"
                            + " turkey uae uk ukraine usa world pal ntsc ntsc-u ntsc-j ntsc-k secam");

    private static final Set<String> REGIONS_OF_TWO_WORDS =
            Set.of(
                    "hong kong",
                    "latin america",
                    "new zealand",
                    "south africa",
                    "south korea",
                    "united kingdom",
                    "united states",
                    "united arab emirates");

    /// TOSEC's countries, which are ISO's, and the languages of TOSEC and No-Intro.
    private static final Set<String> CODES =
            words(
                    "ae al as at au ba be bg br ca ch cl cn cs cy cz de dk ee eg es eu fi fr gb gr"
                            + " hk hr hu id ie il in ir is it jo jp kr lt lu lv mn mx my nl no nz om pe"
                            + " ph pl pt qa ro ru se sg si sk th tr tw us vn yu za"
                            + " af ar ca cs da de el en es et eu fa fi fr ga gd gl he hi hr hu is it ja"
                            + " ko lt lv ms nb nl nn no pl pt ro ru sk sl sq sr sv ta th tr uk ur vi yi"
                            + " zh");

    /// GoodTools: one letter or two for a region, and several of them in a row.
    private static final Pattern GOOD_REGION =
            Pattern.compile("[ABCDEFGIJKRSUW1459]|As|Ch|FC|FN|GR|HK|NL|No|Sw|UK|[JUEBKA]{2,4}");

    private static final Pattern LANGUAGE =
            Pattern.compile("m\\d{1,2}|[a-z]{2}(?:-[a-z]{2,4})?(?:[+-][a-z]{2}(?:-[a-z]{2,4})?)*");

    private static final Pattern REVISION =
            Pattern.compile(
                    "rev ?[0-9a-z][0-9a-z. -]*|v ?\\d[0-9a-z. _-]*|version .+|prg ?\\d+|chr ?\\d+"
                            + "|r\\d+|build .+|\\d{4}-\\d{2}(?:-\\d{2})?|\\d{8}");

    private static final Pattern DISC =
            Pattern.compile(
                    "(?:disc|disk|diskette|cd|dvd|gd|umd|side|tape|cart|cartridge|volume|vol\\.?|part|file)"
                            + " ?(?:[0-9]+|[a-h]|one|two|three|four|i{1,3}|iv)(?: ?(?:of|/) ?\\d+)?(?: side [a-d])?");

    private static final Pattern HACK =
            Pattern.compile(
                    "(?:possible )?(?:proto|prototype|alpha|beta|demo|sample|preview|debug|pirate|bootleg"
                            + "|hack|romhack|mod|modified|patched|translation|translated|trainer|cheat|cheats"
                            + "|cracked|kiosk|pre-release|prerelease|homebrew|unfinished|test)\\b.*"
                            + "|.*\\b(?:hack|romhack|translation|translated|patched|demo|prototype|edition by)\\b.*"
                            + "|t-?(?:en|eng|fr|fre|de|ger|es|spa|it|ita|pt|por|br|ru|rus|jp|jap)\\b.*");

    /// GoodTools and TOSEC in brackets: hacked, translated, trained, cracked, modified, pirated.
    private static final Pattern HACK_IN_BRACKETS =
            Pattern.compile(
                    "h[0-9]*[A-Z]*(?:[ 0-9].*)?|hack.*|[Tt][+-].*|(?:tr|cr|m|p|t)[0-9]*(?: .*)?");

    private TagWords() {}

    /// What a tag stands for.
    ///
    /// @param tag with its parentheses or brackets
    static Differing kind(String tag) {
        String inside = tag.substring(1, tag.length() - 1).strip();
        boolean brackets = tag.startsWith("[");
        if (brackets && HACK_IN_BRACKETS.matcher(inside).matches()) return Differing.HACK;
        Differing most = null;
        for (String part : inside.split("[,;]", -1)) {
            Differing kind = kindOfOne(part.strip(), brackets);
            if (most == null || kind.compareTo(most) > 0) most = kind;
        }
        return most == null ? Differing.OTHER : most;
    }

    private static Differing kindOfOne(String text, boolean brackets) {
        String low = text.toLowerCase(Locale.ROOT);
        if (DISC.matcher(low).matches()) return Differing.DISC;
        if (REVISION.matcher(low).matches()) return Differing.REVISION;
        if (HACK.matcher(low).matches()) return Differing.HACK;
        if (!brackets && isRegion(text, low)) return Differing.REGION;
        return Differing.OTHER;
    }

    private static boolean isRegion(String text, String low) {
        if (REGIONS.contains(low) || REGIONS_OF_TWO_WORDS.contains(low)) return true;
        if (GOOD_REGION.matcher(text).matches()) return true;
        return LANGUAGE.matcher(low).matches()
                && Arrays.stream(low.split("[+-]", -1))
                        .anyMatch(code -> code.startsWith("m") || CODES.contains(code));
    }

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.split(" ", -1)));
    }
}
