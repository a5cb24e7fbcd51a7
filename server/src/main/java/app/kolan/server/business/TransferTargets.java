package app.kolan.server.business;

import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The humans whom an agent may connect callers to, and nobody else.
public record TransferTargets(List<Target> all) {
  public static final TransferTargets NONE = new TransferTargets(List.of());

  /// The label of the business's own [Business#human].
  public static final String HUMAN = "human";

  /// One of them.
  ///
  /// @param label the name that an agent uses: letters, digits, `_` and `-`
  /// @param about when to connect a caller to them, in words; may be empty
  /// @param language in which they are told who is there: `he`, `en`, `ru` or `ar`; null for the
  ///   business's
  /// @param hours when they can be rung; null for always
  /// @param then the labels of those who are rung when they do not take a call, in their order
  public record Target(
      String label,
      PhoneNumber number,
      String about,
      @Nullable String language,
      @Nullable OpeningHours hours,
      List<String> then) {
    public Target {
      then = List.copyOf(then);
    }

    /// Somebody who can be rung always, and is told in the language of the business.
    public Target(String label, PhoneNumber number, String about) {
      this(label, number, about, null, null, List.of());
    }

    /// Whether they can be rung at a moment.
    public boolean isThere(Instant at) {
      return hours == null || hours.openingAt(at).isPresent();
    }
  }

  public TransferTargets {
    all = List.copyOf(all);
  }

  /// The one with this label.
  public Optional<Target> find(String label) {
    return all.stream().filter(target -> target.label().equals(label)).findFirst();
  }

  /// The one with this number.
  public Optional<Target> find(PhoneNumber number) {
    return all.stream().filter(target -> target.number().equals(number)).findFirst();
  }

  /// Who is rung for somebody, one after the other: they and those after them, without who cannot
  /// be rung at the moment and without a number twice.
  public List<Target> hunt(Target first, Instant at) {
    Map<PhoneNumber, Target> byNumber = new LinkedHashMap<>();
    Stream.concat(Stream.of(first), first.then().stream().flatMap(label -> find(label).stream()))
        .filter(target -> target.isThere(at))
        .forEach(target -> byNumber.putIfAbsent(target.number(), target));
    return List.copyOf(byNumber.values());
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
