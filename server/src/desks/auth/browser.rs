//! A browser in short words, for the list of one's own sessions.

/// "Firefox, Linux" from what the browser says of itself; its own first word when unknown.
pub(super) fn short(user_agent: &str) -> String {
    // The order counts: most browsers also claim to be those below them.
    let browser =
        ["Edg", "OPR", "Firefox", "Chromium", "Chrome", "Safari"].into_iter().find(|name| user_agent.contains(&format!("{name}/")));
    let system = ["Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux"].into_iter().find(|name| user_agent.contains(name));
    let browser = match browser {
        Some("Edg") => "Edge",
        Some("OPR") => "Opera",
        Some(name) => name,
        None => user_agent.split(['/', ' ']).next().unwrap_or_default(),
    };
    match system {
        Some("Mac OS X") => format!("{browser}, macOS"),
        Some(system) => format!("{browser}, {system}"),
        None => browser.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn browsers_are_told_apart() {
        for (agent, words) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox, Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
                "Chrome, Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari, iPhone",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                "Safari, macOS",
            ),
            ("curl/8.14", "curl"),
            ("", ""),
        ] {
            assert_eq!(short(agent), words);
        }
    }
}
