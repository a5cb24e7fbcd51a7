package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALLED;
import static app.kolan.server.store.Sample.CALLER;
import static app.kolan.server.store.Sample.HUMAN;
import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.SearchHit.Kind;
import app.kolan.server.store.SearchHit.Part;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [SearchStore] must do.
public abstract class SearchStoreContract extends StoreContract {
  private static final String DANA = "user:7";

  @Test
  void a_call_is_found_by_words_said_with_prefixes_niqqud_and_final_letters() {
    call(1, 1, "אני רוצה תור מחר בבוקר", "בשעה שמונה");
    call(2, 1, "התקלקל לי המזגן");

    for (String typed : List.of("בוקר", "בבוקר", "לבוקר", "תּוֹר מָחָר", "מחר בבוקר", "שמונ")) {
      assertThat(found(1, typed)).as(typed).containsExactly(Sample.call(1));
    }
    assertThat(found(1, "מזגן")).containsExactly(Sample.call(2));
    assertThat(found(1, "מזגנ")).containsExactly(Sample.call(2));
    assertThat(found(1, "תור מזגן")).isEmpty();
    assertThat(found(1, "ערב")).isEmpty();
    assertThat(hits(1, "בוקר").getFirst().matches())
        .singleElement()
        .satisfies(
            match -> {
              assertThat(match.part()).isEqualTo(Part.WORDS);
              assertThat(match.turn()).isZero();
              assertThat(match.text()).isEqualTo("אני רוצה תור מחר בבוקר");
            });
  }

  @Test
  void nothing_of_another_business_is_found() {
    call(1, 1, "תור מחר בבוקר");
    stores.crm().contacts().add(2, ContactDetails.of("בוקר טוב", CALLER), DANA, NOON);

    assertThat(found(2, "תור")).isEmpty();
    assertThat(hits(1, "בוקר")).hasSize(1);
    assertThat(hits(2, "בוקר")).hasSize(1).allMatch(hit -> hit.call() == null);
    assertThat(hits(3, "בוקר")).isEmpty();
  }

  @Test
  void a_number_is_found_by_a_part_of_it() {
    call(1, 1, "שלום");
    Contact avi = stores.crm().contacts().add(1, ContactDetails.of("אבי", HUMAN), DANA, NOON);

    for (String typed : List.of("345", "0501234567", "050-123-4567", "+972 50 1234567", "1234")) {
      assertThat(hits(1, typed)).as(typed).extracting(SearchHit::call).contains(Sample.call(1));
    }
    assertThat(hits(1, "876")).singleElement().extracting(SearchHit::contact).isEqualTo(avi.id());
    assertThat(hits(1, "999")).isEmpty();
  }

  @Test
  void leads_notes_and_contacts_are_found_as_they_are_now() {
    call(1, 1, "שלום");
    stores
        .leads()
        .save(
            new Lead(
                Sample.CALL,
                1,
                CALLER,
                null,
                null,
                null,
                null,
                LeadState.OPEN,
                NOON,
                "רכב תקול",
                "דנה כהן"));
    stores.crm().leads().addNote(1, Sample.CALL, "לחזור עם מחירון", DANA, NOON);
    stores.crm().followUps().follow(Sample.CALL, NOON);
    Contact dana = stores.crm().contacts().findByNumber(1, CALLER).orElseThrow();

    assertThat(found(1, "תקול")).containsExactly(Sample.CALL);
    assertThat(found(1, "מחירון")).containsExactly(Sample.CALL);
    assertThat(hits(1, "כהן")).hasSize(2).allMatch(hit -> dana.id() == contact(hit));
    ContactDetails renamed =
        new ContactDetails(
            "לוי", List.of(HUMAN), "levi@example.com", null, List.of("זהב"), false, List.of());
    stores.crm().contacts().update(1, dana.id(), dana.revision(), renamed, DANA, NOON);
    stores.crm().contacts().addNote(1, dana.id(), "מעדיפה ערב", DANA, NOON);
    for (String typed : List.of("לוי", "levi", "זהב", "ערב", "876")) {
      assertThat(contacts(1, typed)).as(typed).containsExactly(dana.id());
    }
    assertThat(contacts(1, "234")).isEmpty();
  }

  @Test
  void a_merged_contact_is_found_as_the_one_that_was_kept() {
    long a = stores.crm().contacts().add(1, ContactDetails.of("אלמוג", CALLER), DANA, NOON).id();
    long b = stores.crm().contacts().add(1, ContactDetails.of("ברוש", HUMAN), DANA, NOON).id();

    stores.crm().contacts().merge(1, a, b, DANA, NOON);
    assertThat(contacts(1, "ברוש")).containsExactly(a);
    stores.crm().contacts().unmerge(1, b, DANA, NOON);
    assertThat(contacts(1, "ברוש")).containsExactly(b);
    assertThat(contacts(1, "אלמוג")).containsExactly(a);
  }

  @Test
  void what_is_found_comes_newest_first_in_pages() {
    for (int i = 1; i <= 70; i++) {
      call(i, 1, "תור מספר " + i);
    }
    var all = new java.util.ArrayList<CallSid>();
    Long before = Long.MAX_VALUE;
    while (before != null) {
      SearchStore.Page page =
          stores
              .crm()
              .search()
              .find(
                  new SearchStore.Query(
                      1, SearchText.query("תור"), EnumSet.allOf(Kind.class), before, 30));
      page.hits().forEach(hit -> all.add(hit.call()));
      before = page.next();
    }
    assertThat(all).hasSize(70).doesNotHaveDuplicates();
    assertThat(all.getFirst()).isEqualTo(Sample.call(70));
    assertThat(all.getLast()).isEqualTo(Sample.call(1));
    assertThat(
            stores
                .crm()
                .search()
                .find(
                    new SearchStore.Query(
                        1, List.of("תור"), Set.of(Kind.CONTACT), Long.MAX_VALUE, 9))
                .hits())
        .isEmpty();
  }

  @Test
  void words_that_become_known_later_are_found_and_those_of_before_no_more() {
    Sample.arrive(stores.calls());
    int turn = stores.turns().add(Sample.turn(Sample.CALL, "reason"));
    stores.crm().followUps().follow(Sample.CALL, NOON);
    assertThat(found(1, "בוקר")).isEmpty();

    stores.turns().setWords(Sample.CALL, turn, "בוקר טוב");
    stores.turns().addUnlessThere(Sample.turn(Sample.CALL, "waits for the words"));
    stores.crm().followUps().follow(Sample.CALL, NOON);
    assertThat(found(1, "בוקר")).containsExactly(Sample.CALL);
  }

  private static long contact(SearchHit hit) {
    Long contact = hit.contact();
    return contact == null ? 0 : contact;
  }

  private List<CallSid> found(long business, String typed) {
    return hits(business, typed).stream().map(SearchHit::call).toList();
  }

  private List<Long> contacts(long business, String typed) {
    return hits(business, typed).stream()
        .filter(hit -> hit.call() == null)
        .map(SearchStoreContract::contact)
        .toList();
  }

  private List<SearchHit> hits(long business, String typed) {
    return stores
        .crm()
        .search()
        .find(
            new SearchStore.Query(
                business, SearchText.query(typed), EnumSet.allOf(Kind.class), Long.MAX_VALUE, 99))
        .hits();
  }

  private void call(int number, long business, String... words) {
    CallSid sid = Sample.call(number);
    stores
        .calls()
        .addArrival(
            sid,
            Sample.ACCOUNT,
            business,
            0,
            CALLER,
            CALLED,
            "t" + number,
            NOON.plusSeconds(number));
    for (int i = 0; i < words.length; i++) {
      stores
          .turns()
          .add(
              new NewTurn(
                  sid,
                  Speaker.CALLER,
                  "reason",
                  Duration.ofSeconds(i),
                  Duration.ofSeconds(i + 1),
                  Duration.ofSeconds(1),
                  false,
                  null,
                  null,
                  words[i]));
    }
    stores.calls().settle(sid, CallOutcome.FINISHED, null, NOON);
    stores.crm().followUps().follow(sid, NOON);
  }
}
