package chancery.openpgp;

import java.util.List;

/**
 * What a reader has at hand.
 *
 * @param privateKeys to decrypt with
 * @param passphrases in UTF-8, for messages encrypted to one
 * @param signers certificates whose signatures are to be checked
 */
public record Keys(List<UnlockedKey> privateKeys, List<byte[]> passphrases, List<Certificate> signers) {
    public static final Keys NONE = new Keys(List.of(), List.of(), List.of());

    public Keys {
        privateKeys = List.copyOf(privateKeys);
        passphrases = List.copyOf(passphrases);
        signers = List.copyOf(signers);
    }

    @Override
    public String toString() {
        return privateKeys.size() + " private keys, " + signers.size() + " certificates";
    }
}
