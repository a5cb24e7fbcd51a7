package app.kolan.server.business;

/// A greeting of the business's own, said by one of Twilio's voices.
///
/// @param text what is said
/// @param voice such as `Google.he-IL-Wavenet-A`; Hebrew is said by Google's voices alone
/// @param language a BCP 47 tag
public record Greeting(String text, String voice, String language) {}
