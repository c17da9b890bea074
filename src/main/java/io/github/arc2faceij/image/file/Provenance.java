package io.github.arc2faceij.image.file;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.SerializeOptions;
import com.adobe.internal.xmp.properties.XMPProperty;
import io.github.arc2faceij.recipe.Recipe;
import java.util.Optional;

/**
 * What a picture file says about its origin, as XMP (ISO 16684-1): {@code Iptc4xmpExt:DigitalSourceType} of the IPTC
 * Photo Metadata Standard 2023.1, by which programs and platforms know synthetic pictures, {@code xmp:CreatorTool},
 * {@code dc:description}, and the recipe in a namespace of this plugin's own.
 *
 * @param recipe JSON
 * @param label of the slice; empty for a whole stack
 */
public record Provenance(String recipe, String label) {

    private static final String OWN = "https://github.com/arc2faceij/Arc2Face_/ns/recipe/1.0/";
    private static final String RECIPE = "Recipe";

    static {
        try {
            XMPMetaFactory.getSchemaRegistry().registerNamespace(OWN, "arc2face");
        } catch (XMPException e) {
            throw new IllegalStateException("not a namespace: " + OWN, e);
        }
    }

    /**
     * @param software what made the pictures
     * @return an XMP packet, UTF-8
     */
    byte[] xmp(String software) {
        try {
            XMPMeta xmp = XMPMetaFactory.create();
            xmp.setProperty(XMPConst.NS_IPTCEXT, "DigitalSourceType", sourceType());
            xmp.setProperty(XMPConst.NS_XMP, "CreatorTool", software);
            if (!label.isEmpty()) {
                xmp.setLocalizedText(XMPConst.NS_DC, "description", null, XMPConst.X_DEFAULT, label);
            }
            xmp.setProperty(OWN, RECIPE, recipe);
            return XMPMetaFactory.serializeToBuffer(
                    xmp, new SerializeOptions().setUseCompactFormat(true).setPadding(1));
        } catch (XMPException e) {
            throw new IllegalArgumentException("cannot be said in XMP: " + recipe, e);
        }
    }

    private String sourceType() {
        return recipe.contains(Recipe.COMPOSITE) ? Recipe.COMPOSITE : Recipe.TRAINED_ALGORITHMIC_MEDIA;
    }

    /**
     * @param xmp of any file
     * @return what this plugin wrote; empty when it is another program's
     */
    static Optional<Provenance> of(XMPMeta xmp) {
        try {
            String recipe = xmp.getPropertyString(OWN, RECIPE);
            XMPProperty label = xmp.getLocalizedText(XMPConst.NS_DC, "description", null, XMPConst.X_DEFAULT);
            return Optional.ofNullable(recipe).map(json -> new Provenance(json, label == null ? "" : label.getValue()));
        } catch (XMPException e) {
            return Optional.empty(); // these properties have another form: somebody else's
        }
    }
}
