/** Biographies in other languages than English; `language` is its ISO 639-1 code. */
export const BIOGRAPHIES: ReadonlyArray<{ readonly language: string; readonly text: string }> = [
  { language: 'de', text: 'Brot, Berge und ein alter Dackel. Ich schreibe hier auf, was mir unterwegs begegnet.' },
  { language: 'de', text: 'Werkstatt am Kanal. Bei Fragen zu den Schalen einfach eine Nachricht schicken.' },
  { language: 'de', text: 'Meistens draußen, manchmal mit dem Fahrrad, selten pünktlich.' },
  { language: 'es', text: 'Cocino lo que encuentro en el mercado y lo comparto con quien tenga hambre.' },
  { language: 'es', text: 'Fotografías de mi barrio, siempre por la mañana y casi nunca con prisa.' },
  { language: 'fr', text: 'Je relie des livres dans un petit atelier et je bois beaucoup trop de thé.' },
  { language: 'fr', text: 'Quelques images de la mer, prises entre deux trains. Merci de votre visite.' },
  { language: 'it', text: 'Faccio il pane la domenica e cammino in montagna quando smette di piovere.' },
  { language: 'pt', text: 'Plantas na varanda, café na mão e muitas viagens que ainda não fiz.' },
  { language: 'nl', text: 'Fietsen langs het water en daarna koffie met iets erbij. Meer is er niet.' },
  { language: 'sv', text: 'Jag badar i sjön varje morgon och skriver om det här när jag har tid.' },
  { language: 'pl', text: 'Drukuję plakaty na starej maszynie i zbieram książki, których nikt już nie czyta.' },
  { language: 'tr', text: 'Sahilde yürüyüş yapıyorum ve gördüğüm her kedinin fotoğrafını çekiyorum.' },
  { language: 'ja', text: '毎朝コーヒーを淹れて、植物に水をやっています。写真はすべて自分で撮りました。' },
  { language: 'uk', text: 'Пишу про гори, хліб і старі книжки. Усі світлини зробила сама.' },
];
