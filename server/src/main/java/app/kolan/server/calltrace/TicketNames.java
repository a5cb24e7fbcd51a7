package app.kolan.server.calltrace;

import app.kolan.twilio.stream.StreamEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gives each ticket of a call a name that replaces it: `ticket-1`.
final class TicketNames {
  /// The parameter of a stream that carries the ticket.
  static final String PARAMETER = "ticket";

  private static final Pattern IN_TWIML =
      Pattern.compile("<Parameter\\s+name=\"" + PARAMETER + "\"\\s+value=\"([^\"]*)\"");

  private final Map<String, String> names = new LinkedHashMap<>();

  /// A TwiML document with names in place of its tickets.
  String hiddenIn(String body) {
    Matcher ticket = IN_TWIML.matcher(body);
    while (ticket.find()) {
      nameOf(ticket.group(1));
    }
    String hidden = body;
    for (Map.Entry<String, String> known : names.entrySet()) {
      hidden = hidden.replace(known.getKey(), known.getValue());
    }
    return hidden;
  }

  /// A `start` message with a name in place of its ticket.
  StreamEvent.Started hiddenIn(StreamEvent.Started started) {
    var parameters = new HashMap<>(started.parameters());
    parameters.computeIfPresent(PARAMETER, (_, ticket) -> nameOf(ticket));
    return new StreamEvent.Started(
        started.sequence(),
        started.streamSid(),
        started.callSid(),
        started.accountSid(),
        started.tracks(),
        parameters);
  }

  private String nameOf(String ticket) {
    return ticket.isEmpty()
        ? ticket
        : names.computeIfAbsent(ticket, _ -> PARAMETER + "-" + (names.size() + 1));
  }
}
