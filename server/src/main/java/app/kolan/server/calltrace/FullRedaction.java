package app.kolan.server.calltrace;

import app.kolan.server.prompts.PromptLibrary;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.stream.StreamEvent;
import java.util.List;
import java.util.regex.Pattern;

/// Keeps everything on the tape except secrets: tickets are replaced by names, tokens are removed,
/// and headers never reach this class. It also notes which prompts are heard.
public final class FullRedaction implements TapeRedaction {
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(token|signature|secret|password|authorization).*");

  private final TicketNames tickets = new TicketNames();
  private final PromptTracker prompts;

  public FullRedaction(PromptLibrary library) {
    prompts = new PromptTracker(library);
  }

  /// Whether a parameter carries a credential.
  static boolean isSecret(String parameter) {
    return SECRET.matcher(parameter).matches();
  }

  @Override
  public TapeHeader of(TapeHeader header) {
    return header;
  }

  @Override
  public List<TapeLine> of(TapeLine line) {
    return List.of(
        switch (line) {
          case TapeLine.Asked(var place, var request, var path, var form) ->
              new TapeLine.Asked(place, request, path, withoutSecrets(form));
          case TapeLine.Answered(var place, var request, var status, var body) ->
              new TapeLine.Answered(place, request, status, tickets.hiddenIn(body));
          case TapeLine.Heard(var place, var socket, StreamEvent.Started started) ->
              new TapeLine.Heard(place, socket, tickets.hiddenIn(started));
          case TapeLine.Said(var place, var socket, var sound) when sound.audio() != null ->
              new TapeLine.Said(
                  place,
                  socket,
                  new SentAudio(sound.samples(), sound.audio(), prompts.next(sound.audio())));
          case TapeLine.Cleared cleared -> {
            prompts.cleared();
            yield cleared;
          }
          case TapeLine.Opened _,
              TapeLine.Heard _,
              TapeLine.Muted _,
              TapeLine.Keys _,
              TapeLine.Said _,
              TapeLine.Marked _,
              TapeLine.GaveUp _,
              TapeLine.Closed _,
              TapeLine.Known _,
              TapeLine.Lost _,
              TapeLine.Full _ ->
              line;
        });
  }

  @Override
  public List<TapeLine> heldBack() {
    return List.of();
  }

  private static FormPairs withoutSecrets(FormPairs form) {
    return new FormPairs(form.pairs().stream().filter(pair -> !isSecret(pair.name())).toList());
  }
}
