package app.kolan.server.business;

import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The humans whom an agent may connect callers to, and nobody else.
public record TransferTargets(List<Target> all) {
  public static final TransferTargets NONE = new TransferTargets(List.of());

  /// The label of the business's own [Business#human].
  public static final String HUMAN = "human";

  /// One of them.
  ///
  /// @param label the name that an agent uses: letters, digits, `_` and `-`
  /// @param about when to connect a caller to them, in words; may be empty
  public record Target(String label, PhoneNumber number, String about) {}

  public TransferTargets {
    all = List.copyOf(all);
  }

  /// The one with this label.
  public Optional<Target> find(String label) {
    return all.stream().filter(target -> target.label().equals(label)).findFirst();
  }

  /// These, and the business's human at the end unless there is one of that label.
  static TransferTargets with(TransferTargets own, PhoneNumber human) {
    if (own.find(HUMAN).isPresent()) {
      return own;
    }
    var all = new ArrayList<>(own.all());
    all.add(new Target(HUMAN, human, "anybody who asks for a human"));
    return new TransferTargets(all);
  }
}
