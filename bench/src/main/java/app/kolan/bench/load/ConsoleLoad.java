package app.kolan.bench.load;

/// Open-loop load: people who look at one page of the console after the other, each at a constant
/// rate, all evenly spread. A page takes from when it should have been asked for until its last
/// byte has come. Belongs to the generator's thread.
final class ConsoleLoad implements Generator.Agenda {
  private static final int MOST_AT_ONCE = 8;

  private final ConsoleSessions people;
  private final long begin;
  private final long nanosApart;
  private long clicks;

  /// @param secondsApart how long each of them looks at a page
  ConsoleLoad(ConsoleSessions people, double secondsApart, long begin) {
    this.people = people;
    this.begin = begin;
    this.nanosApart = (long) (secondsApart * 1e9 / people.cookies().size());
  }

  @Override
  public boolean attend(long now, GeneratorContext switchboard) {
    int before = 0;
    for (; before < MOST_AT_ONCE && due() <= now; before++) {
      click(due(), switchboard);
      clicks++;
    }
    return before > 0;
  }

  private long due() {
    return begin + clicks * nanosApart;
  }

  private void click(long due, GeneratorContext switchboard) {
    int count = people.cookies().size();
    int person = (int) (clicks % count);
    // Each begins at another page, and goes on to the next.
    byte[] request = people.request(person, person + (int) (clicks / count));
    switchboard
        .http()
        .ask(
            request,
            reply -> {
              if (reply.isGood()) {
                switchboard.tally().shown(System.nanoTime() - due);
              } else {
                switchboard.tally().pagesFailed++;
              }
            });
  }
}
