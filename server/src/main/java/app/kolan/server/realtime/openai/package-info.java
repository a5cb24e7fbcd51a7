/// Speech models that speak OpenAI's Realtime protocol in its GA shape: OpenAI, Azure OpenAI, xAI,
/// and servers of one's own.
///
/// OpenAI's GPT-Live has another shape: it has no turns, no truncation and no cancelling, and
/// reaches tools by delegation. It would be another [app.kolan.server.realtime.RealtimeModel] in a
/// package beside this one, `realtime/live`, which tells no turn events and does nothing when it is
/// interrupted but to drop what is not yet played.
@NullMarked
package app.kolan.server.realtime.openai;

import org.jspecify.annotations.NullMarked;
