/// Realtime models with OpenAI's Realtime protocol in its GA shape: OpenAI, Azure OpenAI, xAI, and
/// self-hosted servers.
///
/// OpenAI's GPT-Live has another protocol: it has no turns, no truncation and no cancelling, and
/// calls tools by delegation. It would be another [app.kolan.server.realtime.RealtimeModel] in a
/// package beside this one, `realtime/live`, which reports no turn events and, when it is
/// interrupted, only drops what has not been played.
@NullMarked
package app.kolan.server.realtime.openai;

import org.jspecify.annotations.NullMarked;
