@NullMarked
package app.kolan.server.telephony;

import org.jspecify.annotations.NullMarked;
