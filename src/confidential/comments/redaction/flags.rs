//! What a person should look at twice. A flag cuts nothing and decides nothing.

use std::sync::LazyLock;

use regex::Regex;

/// A flag's name as the review file has it, and the words that raise it.
const WORDS: [(&str, &str); 3] = [
    (
        "escalate",
        r"(?i)\b(?:suicid\w*|kill(?:ed|ing)? (?:myself|me|him|her|them|you|himself|herself|someone|somebody)|end(?:ing)? my life|take my (?:own )?life|self[ -]?harm\w*|hurt(?:ing)? (?:myself|someone|somebody|him|her|them)|harm(?:ed|ing)? (?:myself|a child|children)|no reason to live|better off dead|want to die|overdose\w*|abus(?:e|ed|es|ing|ive|er)|assault\w*|rap(?:e|ed|ist)|molest\w*|grop(?:ed|ing)|sexual\w*|threat\w*|violen\w*|knife|knives|stab(?:bed|bing)?|weapons?|gun|guns|bomb\w*|shoot\w*|burn (?:it|this|the) |beat(?:en)? (?:me|up|him|her)|punch\w*|strangl\w*|safeguard\w*|groom(?:ed|ing)|stalk\w*|traffick\w*|neglect\w*|domestic|forced marriage|fgm|radicalis\w*|terroris\w*|in danger|not safe|unsafe|afraid for|scared of|blackmail\w*)\b",
    ),
    (
        "health",
        r"(?i)\b(?:depress\w*|anxi\w*|cancer|tumou?r|chemo\w*|pregnan\w*|miscarr\w*|maternity|menopaus\w*|disab\w*|autis\w*|adhd|dyslexi\w*|neurodiver\w*|diabet\w*|epilep\w*|seizures?|stroke|heart attack|surgery|operation|hospital\w*|sick leave|off sick|sickness|illness|ill health|mental(?:ly)? (?:health|ill\w*)|stress\w*|burn(?:t|ed)?[ -]?out|breakdown|panic attacks?|bipolar|schizo\w*|ptsd|hiv|medicat\w*|diagnos\w*|therap\w*|counsell\w*|long covid|ivf|fertility|bereave\w*|alcohol\w*|addict\w*|drugs?|wheelchair|deaf\w*|blind\w*|chronic\w*|fibromyalgia|arthritis|asthma\w*|migraines?|occupational health|doctor|gp|transgender|transition(?:ed|ing))\b",
    ),
    (
        "rare role",
        r"(?i)\b(?:the only|only (?:one|person|man|woman|member|officer|manager|worker)|one of (?:only |just )?(?:the )?(?:two|three|four|few|2|3|4)|i(?:'m|’m| am) (?:the|a|an|one of) [\p{L} -]{0,40}(?:manager|officer|lead|leader|head|director|supervisor|coordinator|co-ordinator|assistant|specialist|adviser|advisor|engineer|teacher|worker|driver|chef|cook|nurse|solicitor|planner|architect|surveyor|apprentice|trainee)|as (?:the|a|an) [\p{L} -]{0,40}(?:manager|officer|lead|leader|head|director|supervisor|coordinator|co-ordinator|specialist|apprentice|trainee)|my (?:role|job|post) (?:as|is))\b",
    ),
];

static COMPILED: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let compiled = |(flag, words): &(&'static str, &str)| Some((*flag, Regex::new(words).ok()?));
    WORDS.iter().filter_map(compiled).collect()
});

/// The flags that a text raises, the gravest first.
pub(super) fn flags(text: &str) -> Vec<&'static str> {
    COMPILED.iter().filter(|(_, words)| words.is_match(text)).map(|(flag, _)| *flag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_raise_flags_and_cut_nothing() {
        assert_eq!(COMPILED.len(), WORDS.len());
        assert_eq!(flags("I have felt suicidal since my diagnosis"), ["escalate", "health"]);
        assert_eq!(flags("As the only welder I cover two depots"), ["rare role"]);
        assert_eq!(flags("I am the fostering team manager"), ["rare role"]);
        assert_eq!(flags("More parking, please"), [""; 0]);
    }
}
