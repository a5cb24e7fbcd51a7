/// Who talks with a caller: the scripted agent, the cascade of speech-to-text, language model and
/// text-to-speech, the realtime model, and the chain in which one takes over from another.
@NullMarked
package app.kolan.server.agent;

import org.jspecify.annotations.NullMarked;
