import { describe, expect, it } from '@jest/globals';
import { isOneOf, languageBy, loadLanguageOf } from './bio-language.ts';
import { mentions } from './bio-words.ts';

/** Biographies as people write them. */
const BIOGRAPHIES: ReadonlyArray<readonly [language: string, biography: string]> = [
  ['en', 'Coffee lover ☕ | Travel & food photographer based in Lisbon'],
  ['en', 'Mum of two. Runner. Slow mornings and strong tea.'],
  ['en', 'Handmade ceramics, shipped worldwide. Shop open every Friday.'],
  ['de', 'Mama von zwei Jungs 👦👦 | Rezepte, Reisen und ein bisschen Chaos'],
  ['de', 'Ich liebe Berge, Kaffee und meinen Hund 🐶 @studio.elbe'],
  ['de', 'Hier gibt es jeden Sonntag ein neues Rezept ohne Zucker'],
  ['es', 'Clases de yoga online. Escríbeme por mensaje 🧘 https://example.com/yoga'],
  ['es', 'Recetas fáciles y saludables para todos los días'],
  ['fr', 'Maman de deux enfants | Recettes et petits bonheurs'],
  ['fr', 'Je voyage, je lis et je bois trop de thé'],
  ['it', 'Mamma di due bimbi, amante della cucina e dei viaggi'],
  ['it', 'Vivo tra il mare e la montagna'],
  ['pt', 'Aqui falamos de livros, plantas e coisas simples'],
  ['nl', 'Moeder van twee, gek op koffie en reizen'],
  ['pl', 'Mama dwójki dzieci, kocham góry i dobrą kawę'],
  ['tr', 'El yapımı takılar, tüm Türkiye’ye kargo'],
  ['sv', 'Mamma till två, älskar kaffe och resor'],
  ['ru', 'Мама двоих детей, люблю кофе и путешествия'],
  ['uk', 'Мама двох дітей, люблю каву і подорожі'],
  ['ja', '東京のカメラマンです。旅と珈琲が好き'],
  ['ko', '두 아이의 엄마, 커피와 여행을 좋아해요'],
  ['zh', '热爱旅行和咖啡的摄影师'],
  ['ar', 'أم لطفلين، أحب القهوة والسفر'],
  ['el', 'Μαμά δύο παιδιών, λατρεύω τα ταξίδια'],
  ['ms', 'Ibu dari dua anak, suka kopi dan jalan-jalan'],
  ['hu', 'Két gyerek anyukája, imádom a kávét és az utazást'],
];

describe('the language of a biography', () => {
  it.each(BIOGRAPHIES)('is %s: %s', async (language, biography) => {
    expect((await loadLanguageOf())(biography)).toBe(language);
  });

  it.each([
    '',
    '🔥🔥🔥',
    'DM',
    '@mia_k',
    'photographer',
    'Berlin',
    '2024 ✨ 🌍',
    'NYC | LA',
    '#art #design #life',
    'ok ok ok',
  ])('is not told by %j', async (biography) => expect((await loadLanguageOf())(biography)).toBeNull());

  it('is the one of fancy letters, and not of addresses and names', async () => {
    const languageOf = await loadLanguageOf();
    expect(languageOf('𝓜𝓾𝓶 𝓸𝓯 𝓽𝔀𝓸 𝓯𝓻𝓸𝓶 𝓽𝓱𝓮 𝓷𝓸𝓻𝓽𝓱, 𝔀𝓻𝓲𝓽𝓲𝓷𝓰 𝓪𝓫𝓸𝓾𝓽 𝓱𝓮𝓻 𝓰𝓪𝓻𝓭𝓮𝓷')).toBe('en');
    const asked: string[] = [];
    const detector = {
      detect: (text: string) => {
        asked.push(text);
        return { language: 'en', isReliable: () => true };
      },
    };
    languageBy(detector)('We bake good bread. https://example.com/order mia@example.com @mia.k #rye');
    expect(asked).toEqual(['We bake good bread']);
  });

  it('is unknown where the detector is not sure', () => {
    const by = (language: string, sure: boolean) =>
      languageBy({ detect: () => ({ language, isReliable: () => sure }) })('Some words that are long enough');
    expect([by('en', true), by('en', false), by('', true)]).toEqual(['en', null, null]);
  });

  it.each<[string, string[], boolean]>([
    ['de', ['en', 'de'], true],
    ['de', ['en'], false],
    ['ms', ['id'], true],
    ['ms', ['ms'], true],
    ['de', [], false],
  ])('%s is one of %j: %p', (language, wanted, is) => expect(isOneOf(language, wanted)).toBe(is));
});

describe('words of a biography', () => {
  it.each<[string, string, boolean]>([
    ['Art and design', 'art', true],
    ['A party every day', 'art', false],
    ['#art', 'art', true],
    ['art', 'art', true],
    ['Smart art', 'art', true],
    ['start, then smart', 'art', false],
    ['ART DIRECTOR', 'art director', true],
    ['𝓐𝓻𝓽 only', 'art', true],
    ['Café', 'cafe', false],
    ['Ärzte ohne', 'rzte', false],
    ['東京のカメラマン', 'カメラ', true],
    ['I ♥ plants', '♥', true],
    ['no_art_here', 'art', true],
    ['article 5', '5', true],
    ['15 years', '5', false],
    ['', 'art', false],
    ['anything', ' ', false],
  ])('%j mentions %j: %p', (text, words, does) => expect(mentions(text, words)).toBe(does));
});
