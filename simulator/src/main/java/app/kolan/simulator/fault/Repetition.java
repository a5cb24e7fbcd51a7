package app.kolan.simulator.fault;

/// How often a fault occurs in a call before requests succeed.
public record Repetition(int most) {
  public static final Repetition ALWAYS = new Repetition(Integer.MAX_VALUE);
  public static final Repetition ONCE = new Repetition(1);

  public Repetition {
    if (most < 1) {
      throw new IllegalArgumentException("a fault happens at least once");
    }
  }

  /// The suffix of a fault's line, with a leading space; empty for always.
  String suffix() {
    return switch (most) {
      case 1 -> " once";
      case 2 -> " twice";
      case Integer.MAX_VALUE -> "";
      default -> " " + most + " times";
    };
  }
}
