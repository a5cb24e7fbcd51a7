/// One live call: its mailbox, its transcript, and the verbs to say and to listen.
@NullMarked
package app.kolan.server.session;

import org.jspecify.annotations.NullMarked;
